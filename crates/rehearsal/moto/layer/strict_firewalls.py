"""What Network Firewall refuses to change.

Sources: Network Firewall API reference: DeleteFirewall ("When the route tables no longer use the firewall endpoints,
you can remove the firewall safely"; `InvalidOperationException`: "you might have tried to delete a rule group or
firewall that's in use"), AssociateFirewallPolicy, UpdateSubnetChangeProtection. We have not seen what AWS answers while
a route is left.
"""

from collections.abc import Iterator

from moto.ec2.models import ec2_backends
from moto.networkfirewall.responses import NetworkFirewallResponse

from .errors import Refused
from .patch import around
from .patches_firewall_policies import POLICY
from .patches_firewalls import named_firewall


@around(NetworkFirewallResponse, "delete_firewall")
def delete_firewall(original, self):
    refuse_routed(self, [mapping["SubnetId"] for mapping in named_firewall(self).subnet_mappings])
    return original(self)


@around(NetworkFirewallResponse, "associate_subnets")
def associate_subnets(original, self):
    refuse_protected(named_firewall(self).subnet_change_protection, "subnet")
    return original(self)


@around(NetworkFirewallResponse, "disassociate_subnets")
def disassociate_subnets(original, self):
    refuse_protected(named_firewall(self).subnet_change_protection, "subnet")
    refuse_routed(self, self._get_param("SubnetIds"))
    return original(self)


@around(NetworkFirewallResponse, "associate_firewall_policy")
def associate_firewall_policy(original, self):
    refuse_protected(named_firewall(self).firewall_policy_change_protection, "firewall policy")
    policy = self._get_param("FirewallPolicyArn")
    if policy not in POLICY.kept(self.networkfirewall_backend):
        raise Refused("InvalidRequestException", f"The firewall policy {policy} does not exist.")
    return original(self)


def refuse_protected(is_protected: bool, what: str) -> None:
    if is_protected:
        why = f"{what} change protection is enabled"
        raise Refused("InvalidOperationException", f"Unable to change the firewall: {why}.")


def refuse_routed(request: NetworkFirewallResponse, subnet_ids: list[str]) -> None:
    for route_table, endpoint in routes_to(request, subnet_ids):
        why = f"it is still in use: route table {route_table} still leads to {endpoint}"
        raise Refused("InvalidOperationException", f"Unable to delete the object because {why}.")


def routes_to(request: NetworkFirewallResponse, subnet_ids: list[str]) -> Iterator[tuple[str, str]]:
    """Tables with a route to an endpoint of the firewall in one of the subnets, and the endpoint."""
    backend = request.networkfirewall_backend
    states = named_firewall(request).firewall_status.get("SyncStates", {}).values()
    attachments = [state["Attachment"] for state in states if state["Attachment"]["SubnetId"] in subnet_ids]
    endpoints = {attachment["EndpointId"] for attachment in attachments}
    for table in ec2_backends[backend.account_id][backend.region_name].route_tables.values():
        yield from ((table.id, route.vpc_endpoint_id) for route in table.routes if route.vpc_endpoint_id in endpoints)
