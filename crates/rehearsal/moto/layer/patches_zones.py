"""Availability zones: a subnet asked for by id is like any other."""

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.ec2.models.subnets import SubnetBackend

from .patch import around


@around(SubnetBackend, "create_subnet")
def create_subnet(original, self, vpc_id, availability_zone=None, availability_zone_id=None, **named):
    """moto files a subnet asked for by zone id under no zone, and takes each zone's first for AWS's default subnet,
    which hands out public addresses: the provider then spends ten seconds on turning that off."""
    if availability_zone_id and not availability_zone:
        availability_zone = name_of(self.region_name, availability_zone_id)
    subnet = original(
        self,
        vpc_id=vpc_id,
        availability_zone=availability_zone,
        availability_zone_id=availability_zone_id,
        **named,
    )
    if not self.get_vpc(vpc_id).is_default:
        subnet.default_for_az = subnet.map_public_ip_on_launch = False
    return subnet


def name_of(region: str, zone_id: str) -> str | None:
    """None where the region has no such zone: moto then looks for it in the others."""
    zones = RegionsAndZonesBackend.zones.get(region, [])
    return next((zone.name for zone in zones if zone.zone_id == zone_id), None)
