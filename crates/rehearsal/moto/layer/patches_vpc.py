"""What AWS makes together with a thing goes with it, and what is said of it at first is kept."""

from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses.dhcp_options import DHCPOptions

from .patch import around


@around(VPCBackend, "delete_vpc")
def delete_vpc(original, self, vpc_id):
    """moto leaves the default network ACL behind, and takes the set of DHCP options along."""
    if vpc_id in self.vpcs:
        self.disassociate_dhcp_options(self.vpcs[vpc_id])
    vpc = original(self, vpc_id=vpc_id)
    for acl in [acl for acl in self.network_acls.values() if acl.vpc_id == vpc_id and acl.default]:
        del self.network_acls[acl.id]
    return vpc


@around(NatGatewayBackend, "delete_nat_gateway")
def delete_nat_gateway(original, self, nat_gateway_id):
    """moto leaves the gateway's network interface behind, with the address still associated."""
    nat = original(self, nat_gateway_id=nat_gateway_id)
    for address in self.addresses:
        if address.eni is nat._eni:
            address.eni = address.association_id = None
    self.enis.pop(nat._eni.id, None)
    return nat


@around(DHCPOptions, "create_dhcp_options")
def create_dhcp_options(original, self):
    """moto forgets the tags."""
    answer = original(self)
    answer.result["DhcpOptions"].add_tags(self._parse_tag_specification().get("dhcp-options", {}))
    return answer
