"""What EC2 refuses of VPC endpoints.

Sources: EC2 API reference, "Error codes for the Amazon EC2 API", CreateVpcEndpoint, ModifyVpcEndpoint;
PrivateLink guide, "Access an AWS service using an interface VPC endpoint". As AWS words them: two subnets in a
zone, github.com/terraform-aws-modules/terraform-aws-vpc/issues/583; two private names,
github.com/hashicorp/terraform-provider-aws/issues/17535.
"""

import re

from moto.ec2.models.vpcs import AWS_ENDPOINT_SERVICES, VPCBackend
from moto.ec2.responses.vpcs import VPCs

from .errors import Refused
from .patch import around

GATEWAY = {"s3", "dynamodb"}
APART = "VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service."
BY_AWS = {*AWS_ENDPOINT_SERVICES, "sts-fips", "s3-global.accesspoint"}
FOREIGN = re.compile(r"com\.amazonaws\.vpce\.(?P<region>[a-z0-9-]+)\.vpce-svc-[0-9a-f]{8,17}")


@around(VPCBackend, "create_vpc_endpoint")
def create_vpc_endpoint(
    original, self, vpc_id, service_name, endpoint_type, subnet_ids=None, security_group_ids=None, **named
):
    kind = endpoint_type or "Gateway"
    vpc = self.get_vpc(vpc_id)
    refuse_service(self, service_name, kind)
    if kind == "Interface":
        refuse_subnets(self, vpc, subnet_ids or [])
        refuse_groups(self, vpc, security_group_ids or [])
        if named.get("private_dns_enabled"):
            refuse_private_dns(self, vpc, service_name)
    if kind == "Gateway":
        refuse_second_route(self, service_name, named.get("route_table_ids") or [])
    return original(
        self,
        vpc_id=vpc_id,
        service_name=service_name,
        endpoint_type=endpoint_type,
        subnet_ids=subnet_ids,
        security_group_ids=security_group_ids,
        **named,
    )


def refuse_service(ec2, name: str, kind: str) -> None:
    foreign = FOREIGN.fullmatch(name)
    service = name.removeprefix(f"com.amazonaws.{ec2.region_name}.")
    made_here = {one.service_name for one in ec2.configurations.values()}
    if not (service in BY_AWS or name in made_here or (foreign and foreign["region"] == ec2.region_name)):
        raise Refused("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
    if kind == "Gateway" and service not in GATEWAY:
        raise Refused(
            "InvalidParameter", "Endpoint type (Gateway) does not match available service types ([Interface])."
        )


def refuse_subnets(ec2, vpc, subnet_ids: list[str]) -> None:
    zones: set[str] = set()
    for subnet_id in subnet_ids:
        subnet = ec2.get_subnet(subnet_id)
        if subnet.vpc_id != vpc.id:
            raise Refused("InvalidParameter", f"Subnet {subnet_id} does not belong to VPC {vpc.id}")
        if subnet.availability_zone in zones:
            raise Refused(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet_id}. {APART}",
            )
        zones.add(subnet.availability_zone)


def refuse_groups(ec2, vpc, group_ids: list[str]) -> None:
    for group_id in group_ids:
        group = ec2.get_security_group_from_id(group_id)
        if group is None:
            raise Refused("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")
        if group.vpc_id != vpc.id:
            raise Refused(
                "InvalidParameter", f"Security group {group_id} and VPC {vpc.id} belong to different networks"
            )


def refuse_private_dns(ec2, vpc, service_name: str, but: str = "") -> None:
    if not all(str(flag).lower() == "true" for flag in (vpc.enable_dns_support, vpc.enable_dns_hostnames)):
        both = "both enableDnsSupport and enableDnsHostnames VPC attributes set to true"
        raise Refused("InvalidParameter", f"Enabling private DNS requires {both} for {vpc.id}")
    for other in ec2.vpc_end_points.values():
        same = (other.vpc_id, other.service_name) == (vpc.id, service_name) and other.id != but
        if same and other.state == "available" and str(other.private_dns_enabled).lower() == "true":
            why = f"there is already a conflicting DNS domain for {private_name(service_name)} in the VPC {vpc.id}"
            raise Refused("InvalidParameter", f"private-dns-enabled cannot be set because {why}")


def private_name(service_name: str) -> str:
    """Of a service of AWS; what others are called is their own affair."""
    if FOREIGN.fullmatch(service_name):
        return service_name
    _, _, region, service = service_name.split(".", 3)
    return f"{service}.{region}.amazonaws.com"


def refuse_second_route(ec2, service_name: str, table_ids: list[str]) -> None:
    for table_id in table_ids:
        for route in ec2.get_route_table(table_id).routes:
            prefix_list = route.destination_prefix_list
            if prefix_list is not None and prefix_list.prefix_list_name == service_name:
                has = f"already has a route with destination-prefix-list-id {prefix_list.id}"
                raise Refused("RouteAlreadyExists", f"route table {table_id} {has}")


@around(VPCBackend, "modify_vpc_endpoint")
def modify_vpc_endpoint(original, self, vpc_id, add_subnets=None, add_security_groups=None, **named):
    endpoint = self.get_vpc_end_point(vpc_id)
    vpc = self.get_vpc(endpoint.vpc_id)
    if endpoint.vpc_endpoint_type == "Interface":
        stay = [one for one in endpoint.subnet_ids if one not in (named.get("remove_subnets") or [])]
        refuse_subnets(self, vpc, [*stay, *(one for one in add_subnets or [] if one not in stay)])
        refuse_groups(self, vpc, add_security_groups or [])
    return original(self, vpc_id=vpc_id, add_subnets=add_subnets, add_security_groups=add_security_groups, **named)


@around(VPCs, "modify_vpc_endpoint")
def modify_private_dns(original, self):
    if self._get_bool_param("PrivateDnsEnabled"):
        endpoint = self.ec2_backend.get_vpc_end_point(self._get_param("VpcEndpointId"))
        vpc = self.ec2_backend.get_vpc(endpoint.vpc_id)
        refuse_private_dns(self.ec2_backend, vpc, endpoint.service_name, but=endpoint.id)
    return original(self)
