"""Hosted zones: one with a VPC is private, and another account may be allowed to associate its own."""

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.route53.models import Route53Backend
from moto.route53.responses import Route53
from moto.route53.urls import url_paths

from .errors import Refused
from .patch import adds, around

url_paths[r"{0}/(?P<api_version>[\d_-]+)/hostedzone/(?P<zone_id>[^/]+)/authorizevpcassociation/?$"] = Route53.dispatch
url_paths[r"{0}/(?P<api_version>[\d_-]+)/hostedzone/(?P<zone_id>[^/]+)/deauthorizevpcassociation/?$"] = Route53.dispatch


@around(Route53, "create_hosted_zone")
def create_hosted_zone(original, self):
    if vpc := self._get_param("VPC.VPCId"):
        self.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
        refuse_missing(self, vpc, self._get_param("VPC.VPCRegion"))
    return original(self)


def refuse_missing(request: Route53, vpc_id: str, region: str) -> None:
    if vpc_id not in ec2_backends[request.current_account][region].vpcs:
        raise Refused("InvalidVPCId", f"The VPC: {vpc_id} you provided is not found")


@around(Route53Backend, "create_hosted_zone")
def create_zone(original, self, delegation_set_id=None, **named):
    """The name servers of a zone are a reusable delegation set only if one was made before."""
    zone = original(self, delegation_set_id=delegation_set_id, **named)
    if not delegation_set_id:
        self.delegation_sets = {key: one for key, one in self.delegation_sets.items() if one is not zone.delegation_set}
    return zone


def allowed(request: Route53) -> tuple[object, list[dict]]:
    zone = request.backend.get_hosted_zone(request._get_param("HostedZoneId"))
    return zone, zone.__dict__.setdefault("allowed_vpcs", [])


def asked(request: Route53) -> dict:
    return {"VPCId": request._get_param("VPC.VPCId"), "VPCRegion": request._get_param("VPC.VPCRegion")}


@adds(Route53)
def create_vpc_association_authorization(self):
    zone, vpcs = allowed(self)
    if asked(self) not in vpcs:
        vpcs.append(asked(self))
    return ActionResult({"HostedZoneId": zone.resource_id, "VPC": asked(self)})


@adds(Route53)
def list_vpc_association_authorizations(self):
    zone, vpcs = allowed(self)
    return ActionResult({"HostedZoneId": zone.resource_id, "VPCs": vpcs})


@adds(Route53)
def delete_vpc_association_authorization(self):
    _, vpcs = allowed(self)
    if asked(self) not in vpcs:
        raise Refused("VPCAssociationAuthorizationNotFound", "The VPC is not authorized for the hosted zone.", 404)
    vpcs.remove(asked(self))
    return ActionResult({})


@around(Route53, "change_resource_record_sets")
def change_resource_record_sets(original, self):
    """Source: Route 53 developer guide, "Supported DNS record types": no CNAME at the zone apex."""
    zone = self.backend.get_hosted_zone(self._get_param("HostedZoneId"))
    for change in self._get_param("ChangeBatch.Changes") or []:
        record = change["ResourceRecordSet"]
        if record["Type"] == "CNAME" and record["Name"].rstrip(".") == zone.name.rstrip("."):
            apex = f"RRSet of type CNAME with DNS name {zone.name} is not permitted at apex in zone {zone.name}"
            raise Refused("InvalidChangeBatch", f"[{apex}]")
    return original(self)
