"""VPC endpoints: changed in place as AWS changes them, and those of services outside AWS."""

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.ec2.models.vpcs import COVERED_ENDPOINT_SERVICES, IMPLEMENTED_ENDPOINT_SERVICES, VPCBackend
from moto.ec2.responses.vpcs import VPCs
from moto.ec2.utils import random_private_ip

from .patch import around

# moto asks each service for its endpoints, and so imports those for which we install nothing. What is said of the
# others is the same as of any service.
IMPLEMENTED_ENDPOINT_SERVICES[:] = ["dynamodb", "kinesis", "s3"]
COVERED_ENDPOINT_SERVICES[:] = ["dynamodb", "kinesis-streams", "s3"]


@around(VPCBackend, "create_vpc_endpoint")
def create_vpc_endpoint(
    original, self, vpc_id, endpoint_type, security_group_ids=None, private_dns_enabled=None, **named
):
    """An interface endpoint that names no security group gets the default one; no other kind has a private name."""
    if endpoint_type == "Interface":
        security_group_ids = security_group_ids or [self.get_default_security_group(vpc_id).id]
    else:
        private_dns_enabled = False
    return original(
        self,
        vpc_id=vpc_id,
        endpoint_type=endpoint_type,
        security_group_ids=security_group_ids,
        private_dns_enabled=private_dns_enabled,
        **named,
    )


@around(VPCBackend, "modify_vpc_endpoint")
def modify_vpc_endpoint(original, self, vpc_id, **changes):
    """moto keeps the lists of an endpoint's route tables and subnets, but neither the routes nor the interfaces."""
    endpoint = self.get_vpc_end_point(vpc_id)
    added = [table for table in changes.get("add_route_tables") or [] if table not in endpoint.route_table_ids]
    removed = [table for table in changes.get("remove_route_tables") or [] if table in endpoint.route_table_ids]
    original(self, vpc_id=vpc_id, **changes)
    if endpoint.vpc_endpoint_type == "Interface":
        move_interfaces(self, endpoint)
    if not endpoint.destination_prefix_list_id:
        return
    for table in added:
        self.create_route(
            table, None, gateway_id=endpoint.id, destination_prefix_list_id=endpoint.destination_prefix_list_id
        )
    for table in removed:
        self.delete_route(table, endpoint.destination_prefix_list_id)


def move_interfaces(ec2, endpoint) -> None:
    """One in each subnet of the endpoint, and nowhere else."""
    held = {ec2.enis[one].subnet.id: one for one in endpoint.network_interface_ids if one in ec2.enis}
    for subnet_id in held.keys() - set(endpoint.subnet_ids):
        ec2.enis.pop(held.pop(subnet_id))
    for subnet_id in endpoint.subnet_ids:
        if subnet_id not in held:
            held[subnet_id] = ec2.create_network_interface(subnet_id, random_private_ip()).id
    endpoint.network_interface_ids = [held[subnet_id] for subnet_id in endpoint.subnet_ids]


@around(VPCs, "modify_vpc_endpoint")
def modify_private_dns(original, self):
    """moto hears neither `PrivateDnsEnabled` nor `ResetPolicy`."""
    answer = original(self)
    endpoint = self.ec2_backend.get_vpc_end_point(self._get_param("VpcEndpointId"))
    private_dns = self._get_bool_param("PrivateDnsEnabled")
    if private_dns is not None:
        endpoint.private_dns_enabled = private_dns
    if self._get_bool_param("ResetPolicy"):
        import json

        endpoint.policy_document = json.dumps(endpoint.DEFAULT_POLICY)
    return answer


@around(VPCBackend, "describe_vpc_endpoint_services")
def describe_vpc_endpoint_services(original, self, service_names, **named):
    """moto knows AWS's services and those made in it: Databricks' exist in accounts that are not here."""
    foreign = [name for name in service_names if ".vpce-svc-" in name]
    known = {service.service_name for service in self.configurations.values()}
    if not foreign or set(foreign) <= known:
        return original(self, service_names=service_names, **named)
    return {
        "servicesDetails": [foreign_service(self.region_name, name) for name in foreign],
        "serviceNames": foreign,
        "nextToken": None,
    }


def foreign_service(region: str, name: str) -> dict:
    return {
        "ServiceName": name,
        "ServiceId": name.rsplit(".", 1)[-1],
        "ServiceType": [{"ServiceType": "Interface"}],
        "AvailabilityZones": [zone.name for zone in RegionsAndZonesBackend.zones[region]],
        "Owner": "amazon",
        "BaseEndpointDnsNames": [f"{name.rsplit('.', 1)[-1]}.{region}.vpce.amazonaws.com"],
        "VpcEndpointPolicySupported": False,
        "AcceptanceRequired": False,
        "ManagesVpcEndpoints": False,
        "Tags": [],
    }
