"""What EC2 refuses of security groups.

Sources: EC2 API reference, "Error codes for the Amazon EC2 API"; VPC user guide, "Security group referencing".
"""

from moto.ec2.models.security_groups import SecurityGroupBackend

from .errors import Refused
from .patch import around


@around(SecurityGroupBackend, "_add_source_group")
def add_source_group(original, self, source_groups, vpc_id):
    for pair in source_groups or []:
        if "GroupId" in pair and self.get_security_group_from_id(pair["GroupId"]) is None:
            raise Refused("InvalidGroup.NotFound", f"The security group '{pair['GroupId']}' does not exist")
    return original(self, source_groups=source_groups, vpc_id=vpc_id)


def across(method: str) -> None:
    @around(SecurityGroupBackend, method)
    def authorize(original, self, group_name_or_id, source_groups=None, **named):
        group = self.get_security_group_by_name_or_id(group_name_or_id, named.get("vpc_id"))
        for pair in source_groups or []:
            peer = self.get_security_group_from_id(pair.get("GroupId", ""))
            if group and peer and peer.vpc_id != group.vpc_id and not are_peered(self, group.vpc_id, peer.vpc_id):
                raise Refused(
                    "InvalidGroup.NotFound", "You have specified two resources that belong to different networks."
                )
        return original(self, group_name_or_id=group_name_or_id, source_groups=source_groups, **named)


def are_peered(ec2, one: str, other: str) -> bool:
    return any({peering.vpc.id, peering.peer_vpc.id} == {one, other} for peering in ec2.vpc_pcxs.values())


across("authorize_security_group_ingress")
across("authorize_security_group_egress")
