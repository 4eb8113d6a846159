"""Network Firewall's firewalls: with a policy, with endpoints that routes can name, and deletable.

moto makes them alone, and keeps them.
"""

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.networkfirewall.models import NetworkFirewallBackend, NetworkFirewallModel
from moto.networkfirewall.responses import NetworkFirewallResponse, _firewall

from .errors import Refused
from .patches_firewall_policies import POLICY, TOKEN
from .patch import adds, around

# Amazon's own endpoint service behind every firewall; its real number is another in each region.
SERVICE = "com.amazonaws.vpce.{region}.vpce-svc-00000000000000f1e"


@around(NetworkFirewallModel, "__init__")
def new_firewall(original, self, **named):
    """moto protects a firewall against every change unless told not to; AWS does the opposite."""
    protections = ("delete_protection", "subnet_change_protection", "firewall_policy_change_protection")
    original(self, **{**named, **{name: named.get(name) or False for name in protections}})
    self.arn = self.arn.replace("arn:aws:", f"arn:{partition_of(named['firewall_policy_arn'])}:", 1)


def partition_of(arn: str) -> str:
    return arn.split(":")[1]


@around(NetworkFirewallBackend, "create_firewall")
def create_firewall(original, self, firewall_policy_arn, subnet_mappings, **named):
    if firewall_policy_arn not in POLICY.kept(self):
        raise Refused("InvalidRequestException", f"The firewall policy {firewall_policy_arn} does not exist.")
    firewall = original(self, firewall_policy_arn=firewall_policy_arn, subnet_mappings=[], **named)
    attach(self, firewall, subnet_mappings)
    return firewall


def attach(backend: NetworkFirewallBackend, firewall: NetworkFirewallModel, mappings: list[dict]) -> None:
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    states = firewall.firewall_status.setdefault("SyncStates", {})
    for mapping in mappings:
        subnet = ec2.get_subnet(mapping["SubnetId"])
        if subnet.availability_zone in states:
            raise Refused(
                "InvalidRequestException", f"subnet mapping(s) is invalid: second one in {subnet.availability_zone}"
            )
        service = SERVICE.format(region=backend.region_name)
        endpoint = ec2.create_vpc_endpoint(
            firewall.vpc_id, service, "GatewayLoadBalancer", None, [], subnet_ids=[subnet.id]
        )
        attachment = {"SubnetId": subnet.id, "EndpointId": endpoint.id, "Status": "READY"}
        states[subnet.availability_zone] = {"Attachment": attachment, "Config": {}}
        firewall.subnet_mappings = [*firewall.subnet_mappings, mapping]


def detach(backend: NetworkFirewallBackend, firewall: NetworkFirewallModel, subnet_ids: list[str]) -> None:
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    for zone, state in list(firewall.firewall_status.get("SyncStates", {}).items()):
        if state["Attachment"]["SubnetId"] in subnet_ids:
            ec2.delete_vpc_endpoints([state["Attachment"]["EndpointId"]])
            del firewall.firewall_status["SyncStates"][zone]
    firewall.subnet_mappings = [one for one in firewall.subnet_mappings if one["SubnetId"] not in subnet_ids]


@around(NetworkFirewallBackend, "_get_firewall")
def get_firewall(original, self, firewall_arn, firewall_name):
    for firewall in self.firewalls.values():
        if firewall.arn == firewall_arn or (firewall_arn is None and firewall.firewall_name == firewall_name):
            return firewall
    raise Refused("ResourceNotFoundException", f"The firewall {firewall_arn or firewall_name} could not be found.")


def named_firewall(request: NetworkFirewallResponse) -> NetworkFirewallModel:
    return request.networkfirewall_backend._get_firewall(
        request._get_param("FirewallArn"), request._get_param("FirewallName")
    )


def told_of(firewall: NetworkFirewallModel, **more) -> ActionResult:
    return ActionResult(
        {"FirewallArn": firewall.arn, "FirewallName": firewall.firewall_name, "UpdateToken": TOKEN, **more}
    )


@adds(NetworkFirewallResponse)
def delete_firewall(self):
    firewall, backend = named_firewall(self), self.networkfirewall_backend
    if firewall.delete_protection:
        raise Refused("InvalidOperationException", "Unable to delete the firewall: delete protection is enabled.")
    if firewall.logging_configs.get("LogDestinationConfigs"):
        raise Refused("InvalidOperationException", "Unable to delete the firewall: it has a logging configuration.")
    detach(backend, firewall, [mapping["SubnetId"] for mapping in firewall.subnet_mappings])
    del backend.firewalls[next(key for key, one in backend.firewalls.items() if one is firewall)]
    return ActionResult(
        {"Firewall": _firewall(firewall), "FirewallStatus": {**firewall.firewall_status, "Status": "DELETING"}}
    )


@adds(NetworkFirewallResponse)
def associate_subnets(self):
    firewall = named_firewall(self)
    attach(self.networkfirewall_backend, firewall, self._get_param("SubnetMappings"))
    return told_of(firewall, SubnetMappings=firewall.subnet_mappings)


@adds(NetworkFirewallResponse)
def disassociate_subnets(self):
    firewall = named_firewall(self)
    detach(self.networkfirewall_backend, firewall, self._get_param("SubnetIds"))
    return told_of(firewall, SubnetMappings=firewall.subnet_mappings)


@adds(NetworkFirewallResponse)
def associate_firewall_policy(self):
    firewall = named_firewall(self)
    firewall.firewall_policy_arn = self._get_param("FirewallPolicyArn")
    return told_of(firewall, FirewallPolicyArn=firewall.firewall_policy_arn)


def protection(action: str, attribute: str, parameter: str) -> None:
    def change(request):
        firewall = named_firewall(request)
        setattr(firewall, attribute, request._get_bool_param(parameter))
        return told_of(firewall, **{parameter: getattr(firewall, attribute)})

    setattr(NetworkFirewallResponse, action, change)


protection("update_firewall_delete_protection", "delete_protection", "DeleteProtection")
protection("update_subnet_change_protection", "subnet_change_protection", "SubnetChangeProtection")
protection(
    "update_firewall_policy_change_protection", "firewall_policy_change_protection", "FirewallPolicyChangeProtection"
)


@adds(NetworkFirewallResponse)
def tag_resource(self):
    self.networkfirewall_backend.tagger.tag_resource(self._get_param("ResourceArn"), self._get_param("Tags"))
    return retagged(self)


@adds(NetworkFirewallResponse)
def untag_resource(self):
    arn, keys = self._get_param("ResourceArn"), self._get_param("TagKeys")
    self.networkfirewall_backend.tagger.untag_resource_using_names(arn, keys)
    return retagged(self)


def retagged(request: NetworkFirewallResponse) -> ActionResult:
    backend, arn = request.networkfirewall_backend, request._get_param("ResourceArn")
    for firewall in backend.firewalls.values():
        if firewall.arn == arn:
            firewall.tags = backend.tagger.list_tags_for_resource(arn)["Tags"]
    return ActionResult({})


@adds(NetworkFirewallResponse)
def list_tags_for_resource(self):
    return ActionResult(self.networkfirewall_backend.tagger.list_tags_for_resource(self._get_param("ResourceArn")))
