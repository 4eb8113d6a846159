"""What EC2 refuses of transit gateways.

Source: EC2 API reference, "Error codes for the Amazon EC2 API" (`DuplicateSubnetsInSameZone`, `IncorrectState`).
"""

from moto.ec2.models.transit_gateway import TransitGatewayBackend
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachmentBackend
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRouteTableBackend

from .errors import Refused
from .patch import around


@around(TransitGatewayAttachmentBackend, "create_transit_gateway_vpc_attachment")
def create_attachment(original, self, vpc_id, subnet_ids, **named):
    zones: set[str] = set()
    for subnet in map(self.get_subnet, subnet_ids):
        if subnet.vpc_id != vpc_id:
            raise Refused("InvalidParameterValue", f"Subnet {subnet.id} does not belong to VPC {vpc_id}")
        if subnet.availability_zone in zones:
            raise Refused("DuplicateSubnetsInSameZone", f"Duplicate Subnets for same AZ: {subnet.id}")
        zones.add(subnet.availability_zone)
    return original(self, vpc_id=vpc_id, subnet_ids=subnet_ids, **named)


@around(TransitGatewayBackend, "delete_transit_gateway")
def delete_transit_gateway(original, self, transit_gateway_id):
    for attachment in self.transit_gateway_attachments.values():
        if attachment.transit_gateway_id == transit_gateway_id and attachment.state != "deleted":
            raise Refused("IncorrectState", f"{transit_gateway_id} has non-deleted VPC Attachments: {attachment.id}.")
    return original(self, transit_gateway_id=transit_gateway_id)


@around(TransitGatewayRouteTableBackend, "delete_transit_gateway_route_table")
def delete_route_table(original, self, transit_gateway_route_table_id):
    table = self.transit_gateways_route_tables[transit_gateway_route_table_id]
    for attachment_id in table.route_table_associations:
        raise Refused("IncorrectState", f"{table.id} has associated attachments: {attachment_id}.")
    return original(self, transit_gateway_route_table_id=transit_gateway_route_table_id)
