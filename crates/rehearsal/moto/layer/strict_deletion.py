"""What EC2 does not delete while something needs it: a destroy in the wrong order shows here.

Source: EC2 API reference, "Error codes for the Amazon EC2 API" (`DependencyViolation`, `InvalidIPAddress.InUse`).
"""

from collections.abc import Iterator

from moto.ec2.models.elastic_ip_addresses import ElasticAddressBackend
from moto.ec2.models.internet_gateways import InternetGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.ec2.models.subnets import SubnetBackend
from moto.ec2.models.vpcs import VPCBackend

from .errors import Refused
from .patch import around


@around(VPCBackend, "delete_vpc")
def delete_vpc(original, self, vpc_id):
    for user in users_of_vpc(self, vpc_id):
        refuse(f"The vpc '{vpc_id}' has dependencies and cannot be deleted.", user)
    return original(self, vpc_id=vpc_id)


def users_of_vpc(ec2, vpc_id: str) -> Iterator[str]:
    yield from (gateway.id for gateway in ec2.internet_gateways.values() if gateway.vpc and gateway.vpc.id == vpc_id)
    yield from (group.id for group in ec2.groups.get(vpc_id, {}).values() if group.name != "default")
    yield from (
        endpoint.id for endpoint in ec2.vpc_end_points.values() if is_up(endpoint) and endpoint.vpc_id == vpc_id
    )
    yield from (nat.id for nat in ec2.nat_gateways.values() if is_up(nat) and nat.vpc_id == vpc_id)
    yield from (one.id for one in ec2.transit_gateway_attachments.values() if is_up(one) and one.resource_id == vpc_id)


@around(SubnetBackend, "delete_subnet")
def delete_subnet(original, self, subnet_id):
    for user in users_of_subnet(self, subnet_id):
        refuse(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.", user)
    return original(self, subnet_id=subnet_id)


def users_of_subnet(ec2, subnet_id: str) -> Iterator[str]:
    """moto gives neither a transit gateway's attachment nor a firewall's endpoint a network interface."""
    holders = [*ec2.transit_gateway_attachments.values(), *ec2.vpc_end_points.values()]
    yield from (one.id for one in holders if is_up(one) and subnet_id in (getattr(one, "subnet_ids", None) or ()))
    yield from (interface.id for interface in ec2.enis.values() if interface.subnet.id == subnet_id)


@around(SecurityGroupBackend, "delete_security_group")
def delete_security_group(original, self, name=None, group_id=None):
    group = self.get_security_group_from_id(group_id) if group_id else None
    for user in users_of_group(self, group) if group and group.name != "default" else ():
        refuse(f"resource {group_id} has a dependent object", user)
    return original(self, name=name, group_id=group_id)


def users_of_group(ec2, group) -> Iterator[str]:
    yield from (one.id for one in ec2.vpc_end_points.values() if is_up(one) and group.id in one.security_group_ids)
    yield from (interface.id for interface in ec2.enis.values() if group in interface._group_set)
    others = (other for of_vpc in ec2.groups.values() for other in of_vpc.values() if other is not group)
    for other in others:
        rules = [*other.ingress_rules, *other.egress_rules]
        yield from (rule.id for rule in rules if rule.source_group.get("GroupId") == group.id)


@around(InternetGatewayBackend, "detach_internet_gateway")
def detach_internet_gateway(original, self, internet_gateway_id, vpc_id):
    for address in self.addresses:
        if address.eni is not None and address.eni.subnet.vpc_id == vpc_id:
            mapped = "Please unmap those public address(es) before detaching the gateway."
            refuse(f"Network {vpc_id} has some mapped public address(es). {mapped}", address.public_ip)
    return original(self, internet_gateway_id=internet_gateway_id, vpc_id=vpc_id)


@around(ElasticAddressBackend, "release_address")
def release_address(original, self, address=None, allocation_id=None):
    for held in self.addresses:
        if held.association_id and allocation_id and held.allocation_id == allocation_id:
            refuse_address_of_nat(self, held)
            raise Refused("InvalidIPAddress.InUse", f"Address {held.public_ip} is in use.")
    return original(self, address=address, allocation_id=allocation_id)


@around(ElasticAddressBackend, "disassociate_address")
def disassociate_address(original, self, address=None, association_id=None):
    """The provider does so before it releases an address of which it knows an association."""
    for held in self.addresses:
        if association_id and held.association_id == association_id:
            refuse_address_of_nat(self, held)
    return original(self, address=address, association_id=association_id)


def refuse_address_of_nat(ec2, address) -> None:
    """Only the gateway lets it go: github.com/genevieve/leftovers/issues/33."""
    for nat in ec2.nat_gateways.values():
        if is_up(nat) and address.eni is nat._eni:
            raise Refused("AuthFailure", f"You do not have permission to access the specified resource. [{nat.id}]")


def is_up(thing) -> bool:
    return thing.state != "deleted"


def refuse(message: str, user: str) -> None:
    """AWS does not say what it is that needs it; we do."""
    raise Refused("DependencyViolation", f"{message} [{user}]")
