"""Network Firewall's rule groups and policies, which moto lacks: documents that are kept as they came."""

import uuid
from copy import deepcopy

from moto.core.common_models import BaseModel
from moto.core.responses import ActionResult
from moto.networkfirewall.models import NetworkFirewallBackend
from moto.networkfirewall.responses import NetworkFirewallResponse

from .errors import Refused

TOKEN = "00000000-0000-4000-8000-000000000000"


class Kind:
    """What rule groups and policies have in common: a document under a name, with a token for its last change."""

    def __init__(self, name: str, path: str, store: str) -> None:
        self.name, self.path, self.store = name, path, store

    def kept(self, backend: NetworkFirewallBackend) -> dict[str, "Kept"]:
        return backend.__dict__.setdefault(self.store, {})


class Kept(BaseModel):
    def __init__(self, arn: str, name: str, told: dict) -> None:
        self.arn, self.name, self.told, self.id = arn, name, told, str(uuid.uuid4())


RULE_GROUP = Kind("RuleGroup", "{type}-rulegroup", "rule_groups")
POLICY = Kind("FirewallPolicy", "firewall-policy", "firewall_policies")


def create(request: NetworkFirewallResponse, kind: Kind) -> ActionResult:
    told, backend = dict(request.params), request.networkfirewall_backend
    name = told[f"{kind.name}Name"]
    path = kind.path.format(type=told.get("Type", "").lower())
    arn = f"arn:{backend.partition}:network-firewall:{backend.region_name}:{backend.account_id}:{path}/{name}"
    if arn in kind.kept(backend):
        raise Refused("InvalidRequestException", f"A resource with the name {name} already exists.")
    refuse_missing_references(backend, told)
    made = kind.kept(backend)[arn] = Kept(arn, name, told)
    backend.tagger.tag_resource(arn, told.get("Tags") or [])
    return ActionResult({"UpdateToken": TOKEN, f"{kind.name}Response": summary(backend, kind, made)})


def refuse_missing_references(backend: NetworkFirewallBackend, told: dict) -> None:
    for arn in references(told):
        if ":aws-managed:" not in arn and arn not in RULE_GROUP.kept(backend):
            raise Refused("InvalidRequestException", f"The rule group {arn} does not exist.")


def references(told: dict) -> list[str]:
    policy = told.get("FirewallPolicy") or {}
    both = [*(policy.get("StatefulRuleGroupReferences") or []), *(policy.get("StatelessRuleGroupReferences") or [])]
    return [reference["ResourceArn"] for reference in both]


def find(request: NetworkFirewallResponse, kind: Kind) -> Kept:
    kept, told = kind.kept(request.networkfirewall_backend), request.params
    arn, name, of_type = told.get(f"{kind.name}Arn"), told.get(f"{kind.name}Name"), told.get("Type")
    for one in kept.values():
        if one.arn == arn or (arn is None and one.name == name and one.told.get("Type") == of_type):
            return one
    raise Refused("ResourceNotFoundException", f"The {kind.name} {arn or name} could not be found.")


def describe(request: NetworkFirewallResponse, kind: Kind) -> ActionResult:
    found = find(request, kind)
    told = {kind.name: deepcopy(found.told.get(kind.name))} if kind.name in found.told else {}
    response = summary(request.networkfirewall_backend, kind, found)
    return ActionResult({"UpdateToken": TOKEN, f"{kind.name}Response": response, **told})


def update(request: NetworkFirewallResponse, kind: Kind) -> ActionResult:
    found, told = find(request, kind), dict(request.params)
    refuse_missing_references(request.networkfirewall_backend, told)
    found.told = {**found.told, **told}
    response = summary(request.networkfirewall_backend, kind, found)
    return ActionResult({"UpdateToken": TOKEN, f"{kind.name}Response": response})


def delete(request: NetworkFirewallResponse, kind: Kind) -> ActionResult:
    found, backend = find(request, kind), request.networkfirewall_backend
    in_policies = [arn for policy in POLICY.kept(backend).values() for arn in references(policy.told)]
    in_firewalls = [firewall.firewall_policy_arn for firewall in backend.firewalls.values()]
    if found.arn in [*in_policies, *in_firewalls]:
        raise Refused("InvalidOperationException", "Unable to delete the object because it is still in use.")
    del kind.kept(backend)[found.arn]
    return ActionResult({f"{kind.name}Response": {**summary(backend, kind, found), f"{kind.name}Status": "DELETING"}})


def summary(backend: NetworkFirewallBackend, kind: Kind, one: Kept) -> dict:
    said = {
        key: one.told[key] for key in ("Type", "Capacity", "Description", "EncryptionConfiguration") if key in one.told
    }
    return {
        f"{kind.name}Name": one.name,
        f"{kind.name}Arn": one.arn,
        f"{kind.name}Id": one.id,
        f"{kind.name}Status": "ACTIVE",
        "Tags": backend.tagger.list_tags_for_resource(one.arn)["Tags"],
        **said,
    }


def operation(verb, kind: Kind) -> None:
    action = f"{verb.__name__}_{'rule_group' if kind is RULE_GROUP else 'firewall_policy'}"
    setattr(NetworkFirewallResponse, action, lambda request: verb(request, kind))


for verb in (create, describe, update, delete):
    operation(verb, RULE_GROUP)
    operation(verb, POLICY)
