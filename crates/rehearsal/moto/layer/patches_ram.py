"""Resource shares: found by ARN, tagged, and what is shared with whom can change after they are made."""

import json

from moto.ram.models import ResourceAccessManagerBackend, ResourceShare
from moto.ram.responses import ResourceAccessManagerResponse as Requests
from moto.ram.urls import url_paths

from .errors import Refused
from .patch import adds, around

for action in (
    "associateresourceshare",
    "disassociateresourceshare",
    "listresourcesharepermissions",
    "tagresource",
    "untagresource",
):
    url_paths[f"{{0}}/{action}$"] = Requests.dispatch


@around(ResourceShare, "describe")
def describe(original, self):
    return {**original(self), "tags": getattr(self, "tags", [])}


@around(ResourceAccessManagerBackend, "create_resource_share")
def create_resource_share(original, self, **named):
    answer = original(self, **named)
    self.resource_shares[-1].tags = named.get("tags") or []
    answer["resourceShare"]["tags"] = self.resource_shares[-1].tags
    return answer


@around(Requests, "get_resource_shares")
def get_resource_shares(original, self):
    """moto answers with every share, whichever was asked for."""
    told = json.loads(original(self))
    arns, name = self._get_param("resourceShareArns"), self._get_param("name")
    told["resourceShares"] = [
        share
        for share in told["resourceShares"]
        if (not arns or share["resourceShareArn"] in arns) and (not name or share["name"] == name)
    ]
    return json.dumps(told)


def share_of(request: Requests) -> ResourceShare:
    arn = request._get_param("resourceShareArn")
    for share in request.ram_backend.resource_shares:
        if share.arn == arn and share.status == "ACTIVE":
            return share
    raise Refused("UnknownResourceException", f"ResourceShare {arn} could not be found.")


@adds(Requests)
def associate_resource_share(self):
    share = share_of(self)
    principals, resources = self._get_param("principals") or [], self._get_param("resourceArns") or []
    share.add_principals([one for one in principals if one not in share.principals])
    share.add_resources([one for one in resources if one not in share.resource_arns])
    return associations(share, principals, resources, "ASSOCIATED")


@adds(Requests)
def disassociate_resource_share(self):
    share = share_of(self)
    principals, resources = self._get_param("principals") or [], self._get_param("resourceArns") or []
    share.principals = [one for one in share.principals if one not in principals]
    share.resource_arns = [one for one in share.resource_arns if one not in resources]
    return associations(share, principals, resources, "DISASSOCIATED")


def associations(share: ResourceShare, principals: list[str], resources: list[str], status: str) -> str:
    kinds = [("PRINCIPAL", one) for one in principals] + [("RESOURCE", one) for one in resources]
    about = {"resourceShareArn": share.arn, "resourceShareName": share.name, "status": status, "external": False}
    told = [{**about, "associationType": kind, "associatedEntity": entity} for kind, entity in kinds]
    return json.dumps({"resourceShareAssociations": told})


@adds(Requests)
def list_resource_share_permissions(self):
    share_of(self)
    return json.dumps({"permissions": []})


@adds(Requests)
def tag_resource(self):
    share, told = share_of(self), self._get_param("tags")
    new = {tag["key"] for tag in told}
    share.tags = [tag for tag in getattr(share, "tags", []) if tag["key"] not in new] + told
    return json.dumps({})


@adds(Requests)
def untag_resource(self):
    share, keys = share_of(self), self._get_param("tagKeys")
    share.tags = [tag for tag in getattr(share, "tags", []) if tag["key"] not in keys]
    return json.dumps({})
