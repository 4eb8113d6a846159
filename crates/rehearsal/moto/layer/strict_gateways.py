"""What EC2 refuses of internet gateways, VPN gateways and customer gateways.

Sources: VPC user guide, "Enable internet access for a VPC using an internet gateway" (one for each VPC). In AWS words:
github.com/binlab/terraform-aws-vault-ha-raft/issues/54 (a second internet gateway),
github.com/hashicorp/terraform-provider-aws/pull/5831 (a VPN gateway in use),
github.com/cloudposse/terraform-aws-vpn-connection/pull/53 (a customer gateway in use).
"""

from moto.ec2.models.customer_gateways import CustomerGatewayBackend
from moto.ec2.models.internet_gateways import InternetGatewayBackend
from moto.ec2.models.vpn_gateway import VpnGatewayBackend

from .errors import Refused
from .patch import around


@around(InternetGatewayBackend, "attach_internet_gateway")
def attach_internet_gateway(original, self, internet_gateway_id, vpc_id):
    for other in self.internet_gateways.values():
        if other.vpc is not None and other.vpc.id == vpc_id and other.id != internet_gateway_id:
            raise Refused("InvalidParameterValue", f"Network {vpc_id} already has an internet gateway attached")
    return original(self, internet_gateway_id=internet_gateway_id, vpc_id=vpc_id)


@around(VpnGatewayBackend, "delete_vpn_gateway")
def delete_vpn_gateway(original, self, vpn_gateway_id):
    gateway = self.get_vpn_gateway(vpn_gateway_id)
    users = [one.vpc_id for one in gateway.attachments.values() if one.state == "attached"]
    for user in users + connections(self, "vpn_gateway_id", vpn_gateway_id):
        raise Refused("IncorrectState", f"The VPN gateway is in use. [{user}]")
    return original(self, vpn_gateway_id=vpn_gateway_id)


@around(CustomerGatewayBackend, "delete_customer_gateway")
def delete_customer_gateway(original, self, customer_gateway_id):
    for user in connections(self, "customer_gateway_id", customer_gateway_id):
        raise Refused("IncorrectState", f"The customer gateway is in use. [{user}]")
    return original(self, customer_gateway_id=customer_gateway_id)


def connections(ec2, field: str, gateway_id: str) -> list[str]:
    """Ids of the VPN connections that have the gateway."""
    up = (one for one in ec2.vpn_connections.values() if one.state != "deleted")
    return [one.id for one in up if getattr(one, field) == gateway_id]
