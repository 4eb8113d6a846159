"""What Route 53 refuses of private zones: two of one name for a VPC.

Source: Route 53 API reference, CreateHostedZone and AssociateVPCWithHostedZone (`ConflictingDomainExists`), as AWS
words it in github.com/infrablocks/terraform-aws-base-networking/issues/4.
"""

from moto.route53.models import Route53Backend

from .errors import Refused
from .patch import around


@around(Route53Backend, "create_hosted_zone")
def create_hosted_zone(original, self, name, vpcid=None, vpcregion=None, **named):
    refuse_namesake(self, name, vpcid, vpcregion)
    return original(self, name=name, vpcid=vpcid, vpcregion=vpcregion, **named)


@around(Route53Backend, "associate_vpc_with_hosted_zone")
def associate(original, self, zone_id, vpcid, vpcregion):
    refuse_namesake(self, self.get_hosted_zone(zone_id).name, vpcid, vpcregion)
    return original(self, zone_id=zone_id, vpcid=vpcid, vpcregion=vpcregion)


def refuse_namesake(route53: Route53Backend, name: str, vpc_id: str | None, region: str | None) -> None:
    for zone in route53.zones.values():
        has_vpc = any(vpc["vpc_id"] == vpc_id for vpc in zone.vpcs)
        if vpc_id and has_vpc and zone.name.rstrip(".") == name.rstrip("."):
            why = f"another private hosted zone that has an overlapping name space, {name}."
            chosen = f"The VPC that you chose, {vpc_id} in region {region}, is already associated with"
            raise Refused("ConflictingDomainExists", f"{chosen} {why}")
