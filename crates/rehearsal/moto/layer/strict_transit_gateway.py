"""What EC2 refuses of transit gateways.

Source: EC2 API reference, "Error codes for the Amazon EC2 API" (`DuplicateSubnetsInSameZone`, `IncorrectState`). As AWS
words them: a second route, github.com/ministryofjustice/modernisation-platform/pull/4810; a second association,
github.com/cisagov/cool-assessment-terraform/issues/57.
"""

from moto.ec2.models.transit_gateway import TransitGatewayBackend
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachmentBackend
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRouteTableBackend

from .errors import Refused
from .patch import around


@around(TransitGatewayAttachmentBackend, "create_transit_gateway_vpc_attachment")
def create_attachment(original, self, vpc_id, subnet_ids, **named):
    refuse_subnets(self, vpc_id, subnet_ids)
    return original(self, vpc_id=vpc_id, subnet_ids=subnet_ids, **named)


@around(TransitGatewayAttachmentBackend, "modify_transit_gateway_vpc_attachment")
def modify_attachment(original, self, transit_gateway_attachment_id, add_subnet_ids=None, **named):
    attachment = self.transit_gateway_attachments[transit_gateway_attachment_id]
    stay = [one for one in attachment.subnet_ids if one not in (named.get("remove_subnet_ids") or [])]
    refuse_subnets(self, attachment.resource_id, [*stay, *(add_subnet_ids or [])])
    return original(
        self,
        transit_gateway_attachment_id=transit_gateway_attachment_id,
        add_subnet_ids=add_subnet_ids,
        **named,
    )


def refuse_subnets(ec2, vpc_id: str, subnet_ids: list[str]) -> None:
    zones: set[str] = set()
    for subnet in map(ec2.get_subnet, subnet_ids):
        if subnet.vpc_id != vpc_id:
            raise Refused("InvalidParameterValue", f"Subnet {subnet.id} does not belong to VPC {vpc_id}")
        if subnet.availability_zone in zones:
            raise Refused("DuplicateSubnetsInSameZone", f"Duplicate Subnets for same AZ: {subnet.id}")
        zones.add(subnet.availability_zone)


@around(TransitGatewayRouteTableBackend, "associate_transit_gateway_route_table")
def associate(original, self, transit_gateway_attachment_id, transit_gateway_route_table_id):
    tables = self.transit_gateways_route_tables.values()
    if any(transit_gateway_attachment_id in table.route_table_associations for table in tables):
        why = f"Transit Gateway Attachment {transit_gateway_attachment_id} is already associated to a route table."
        raise Refused("Resource.AlreadyAssociated", why)
    return original(
        self,
        transit_gateway_attachment_id=transit_gateway_attachment_id,
        transit_gateway_route_table_id=transit_gateway_route_table_id,
    )


@around(TransitGatewayRouteTableBackend, "create_transit_gateway_route")
def create_route(original, self, transit_gateway_route_table_id, destination_cidr_block, **named):
    table = self.transit_gateways_route_tables[transit_gateway_route_table_id]
    if destination_cidr_block in table.routes:
        where = f"in Transit Gateway Route Table {table.id}"
        raise Refused("RouteAlreadyExists", f"Route {destination_cidr_block} already exists {where}.")
    return original(
        self,
        transit_gateway_route_table_id=transit_gateway_route_table_id,
        destination_cidr_block=destination_cidr_block,
        **named,
    )


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
