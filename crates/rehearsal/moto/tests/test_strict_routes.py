"""Each refusal beside what is nearest to it and accepted."""

from .harness import Rehearsed, internet, nat, network, subnet

EVERYWHERE = "0.0.0.0/0"


class Routes(Rehearsed):
    def setUp(self):
        super().setUp()
        self.ec2 = self.ours("ec2")
        self.vpc = network(self.ec2)
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        self.route = {"RouteTableId": table, "DestinationCidrBlock": EVERYWHERE}

    def attached(self, vpc, inside):
        gateway = self.ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
        self.ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=gateway, VpcId=vpc, SubnetIds=[inside])
        return gateway

    def test_two_default_routes(self):
        gateway = internet(self.ec2, self.vpc)
        way_out = nat(self.ec2, subnet(self.ec2, self.vpc))
        self.ec2.create_route(**self.route, NatGatewayId=way_out)
        self.refused("RouteAlreadyExists", self.ec2.create_route, **self.route, GatewayId=gateway)
        self.refused("RouteAlreadyExists", self.ec2.create_route, **self.route, NatGatewayId=way_out)
        self.ec2.replace_route(**self.route, GatewayId=gateway)
        self.ec2.delete_route(**self.route)
        self.ec2.create_route(**self.route, NatGatewayId=way_out)

    def test_a_route_that_is_not_there_is_not_replaced(self):
        gateway = internet(self.ec2, self.vpc)
        self.refused("InvalidParameterValue", self.ec2.replace_route, **self.route, GatewayId=gateway)
        self.ec2.create_route(**self.route, GatewayId=gateway)
        self.ec2.replace_route(**self.route, GatewayId=gateway)

    def test_a_transit_gateway_that_the_vpc_is_not_attached_to(self):
        inside, gateway = subnet(self.ec2, self.vpc), internet(self.ec2, self.vpc)
        other = network(self.ec2, "10.1.0.0/16")
        theirs = self.attached(other, subnet(self.ec2, other, "10.1.0.0/24"))
        missing = "InvalidTransitGatewayID.NotFound"
        self.refused(missing, self.ec2.create_route, **self.route, TransitGatewayId=theirs)
        self.ec2.create_route(**self.route, GatewayId=gateway)
        self.refused(missing, self.ec2.replace_route, **self.route, TransitGatewayId=theirs)
        self.ec2.replace_route(**self.route, TransitGatewayId=self.attached(self.vpc, inside))

    def test_a_nat_gateway_that_is_gone(self):
        internet(self.ec2, self.vpc)
        way_out = nat(self.ec2, subnet(self.ec2, self.vpc))
        self.ec2.create_route(**self.route, NatGatewayId=way_out)
        self.ec2.delete_nat_gateway(NatGatewayId=way_out)
        gone = "InvalidNatGatewayID.NotFound"
        self.refused(gone, self.ec2.replace_route, **self.route, NatGatewayId=way_out)
        self.ec2.delete_route(**self.route)
        self.refused(gone, self.ec2.create_route, **self.route, NatGatewayId=way_out)


class Gateways(Rehearsed):
    def setUp(self):
        super().setUp()
        self.ec2 = self.ours("ec2")
        self.vpc = network(self.ec2)

    def test_two_internet_gateways(self):
        internet(self.ec2, self.vpc)
        second = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        attach = self.ec2.attach_internet_gateway
        message = self.refused("InvalidParameterValue", attach, InternetGatewayId=second, VpcId=self.vpc)
        self.assertIn("already has an internet gateway attached", message)
        attach(InternetGatewayId=second, VpcId=network(self.ec2))

    def test_nothing_goes_that_a_vpn_needs(self):
        ec2 = self.ec2
        gateway = {"VpnGatewayId": ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]}
        made = ec2.create_customer_gateway(Type="ipsec.1", BgpAsn=65000, PublicIp="203.0.113.10")
        customer = {"CustomerGatewayId": made["CustomerGateway"]["CustomerGatewayId"]}
        made = ec2.create_vpn_connection(Type="ipsec.1", **gateway, **customer)
        ec2.attach_vpn_gateway(**gateway, VpcId=self.vpc)
        self.refused("IncorrectState", ec2.delete_customer_gateway, **customer)
        self.refused("IncorrectState", ec2.delete_vpn_gateway, **gateway)
        ec2.detach_vpn_gateway(**gateway, VpcId=self.vpc)
        self.refused("IncorrectState", ec2.delete_vpn_gateway, **gateway)
        ec2.delete_vpn_connection(VpnConnectionId=made["VpnConnection"]["VpnConnectionId"])
        ec2.delete_vpn_gateway(**gateway)
        ec2.delete_customer_gateway(**customer)
