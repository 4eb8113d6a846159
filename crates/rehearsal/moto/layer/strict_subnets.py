"""What EC2 refuses of subnets, their route tables and NAT gateways.

Sources: EC2 API reference, "Error codes for the Amazon EC2 API"; VPC user guide, "Subnet CIDR blocks".
"""

import ipaddress

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.route_tables import RouteBackend
from moto.ec2.models.subnets import SubnetBackend

from .errors import Refused
from .patch import around


@around(SubnetBackend, "create_subnet")
def create_subnet(original, self, cidr_block, availability_zone=None, availability_zone_id=None, **named):
    zones = RegionsAndZonesBackend.zones.get(self.region_name, [])
    for parameter, value, known in (
        ("availabilityZone", availability_zone, [zone.name for zone in zones]),
        ("availabilityZoneId", availability_zone_id, [zone.zone_id for zone in zones]),
    ):
        if value and value not in known:
            there = "Subnets can currently only be created in the following availability zones"
            raise Refused(
                "InvalidParameterValue",
                f"Value ({value}) for parameter {parameter} is invalid. {there}: {', '.join(known)}.",
            )
    if cidr_block and not 16 <= ipaddress.ip_network(cidr_block, strict=False).prefixlen <= 28:
        raise Refused("InvalidSubnet.Range", f"The CIDR '{cidr_block}' is invalid.")
    return original(
        self,
        cidr_block=cidr_block,
        availability_zone=availability_zone,
        availability_zone_id=availability_zone_id,
        **named,
    )


@around(NatGatewayBackend, "create_nat_gateway")
def create_nat_gateway(original, self, subnet_id, allocation_id, connectivity_type=None, **named):
    """AWS takes the request and fails the gateway a moment later, which ends the same for Terraform."""
    vpc_id = self.get_subnet(subnet_id).vpc_id
    if connectivity_type != "private" and not has_internet_gateway(self, vpc_id):
        raise Refused("Gateway.NotAttached", f"Network {vpc_id} has no Internet gateway attached")
    if allocation_id and self.address_by_allocation([allocation_id])[0].association_id:
        raise Refused("Resource.AlreadyAssociated", f"resource {allocation_id} is already associated with another one")
    return original(
        self, subnet_id=subnet_id, allocation_id=allocation_id, connectivity_type=connectivity_type, **named
    )


def has_internet_gateway(ec2, vpc_id: str) -> bool:
    return any(is_attached(gateway, vpc_id) for gateway in ec2.internet_gateways.values())


def is_attached(gateway, vpc_id: str) -> bool:
    return gateway.vpc is not None and gateway.vpc.id == vpc_id


@around(RouteBackend, "associate_route_table")
def associate_route_table(original, self, route_table_id, subnet_id=None, **named):
    table = self.get_route_table(route_table_id)
    if subnet_id and self.get_subnet(subnet_id).vpc_id != table.vpc_id:
        raise Refused(
            "InvalidParameterValue", f"Route table {table.id} and subnet {subnet_id} belong to different networks"
        )
    others = (other for other in self.route_tables.values() if other is not table)
    if subnet_id and any(subnet_id in other._associations.values() for other in others):
        why = f"the specified association for route table {table.id} conflicts with an existing association"
        raise Refused("Resource.AlreadyAssociated", why)
    return original(self, route_table_id=route_table_id, subnet_id=subnet_id, **named)
