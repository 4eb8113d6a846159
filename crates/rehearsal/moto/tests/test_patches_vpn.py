from botocore.exceptions import ClientError

from .harness import Rehearsed, network


class Vpn(Rehearsed):
    def connection(self, ec2, **options) -> str:
        here = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
        there = ec2.create_customer_gateway(Type="ipsec.1", BgpAsn=65000, PublicIp="203.0.113.10")["CustomerGateway"]
        made = ec2.create_vpn_connection(
            Type="ipsec.1", VpnGatewayId=here, CustomerGatewayId=there["CustomerGatewayId"], Options=options
        )
        return made["VpnConnection"]["VpnConnectionId"]

    def told(self, ec2, connection: str, *filters: dict) -> list[dict]:
        return ec2.describe_vpn_connections(VpnConnectionIds=[connection], Filters=list(filters))["VpnConnections"]

    def test_a_connection_knows_whether_its_routes_are_static(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            for static in (True, False):
                (told,) = self.told(ec2, self.connection(ec2, StaticRoutesOnly=static))
                self.assertEqual(is_right, told.get("Options", {}).get("StaticRoutesOnly") is static)

    def test_static_routes_come_and_go(self):
        ec2 = self.ours("ec2")
        connection = self.connection(ec2, StaticRoutesOnly=True)
        route = {"VpnConnectionId": connection, "DestinationCidrBlock": "10.0.0.0/8"}
        ec2.create_vpn_connection_route(**route)
        by_range = {"Name": "route.destination-cidr-block", "Values": ["10.0.0.0/8"]}
        by_id = {"Name": "vpn-connection-id", "Values": [connection]}
        (told,) = self.told(ec2, connection, by_range, by_id)
        expected = {"DestinationCidrBlock": "10.0.0.0/8", "Source": "Static", "State": "available"}
        self.assertEqual([expected], told["Routes"])
        ec2.delete_vpn_connection_route(**route)
        self.assertEqual([], self.told(ec2, connection, by_range))

    def test_a_connection_that_learns_its_routes_takes_none(self):
        ec2 = self.ours("ec2")
        route = {"VpnConnectionId": self.connection(ec2), "DestinationCidrBlock": "10.0.0.0/8"}
        self.refused("InvalidVpnConnection.InvalidType", ec2.create_vpn_connection_route, **route)

    def test_a_route_table_learns_from_a_gateway_of_its_vpc(self):
        ec2 = self.ours("ec2")
        vpc = network(ec2)
        gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        both = {"GatewayId": gateway, "RouteTableId": table}
        self.refused("Gateway.NotAttached", ec2.enable_vgw_route_propagation, **both)
        ec2.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=vpc)
        ec2.enable_vgw_route_propagation(**both)
        self.assertEqual([{"GatewayId": gateway}], self.learning(ec2, table))
        ec2.disable_vgw_route_propagation(**both)
        self.assertEqual([], self.learning(ec2, table))

    def learning(self, ec2, table: str) -> list[dict]:
        return ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["PropagatingVgws"]

    def test_stock_moto_has_no_such_actions(self):
        ec2 = self.stock("ec2")
        with self.assertRaises(ClientError):
            ec2.enable_vgw_route_propagation(GatewayId="vgw-1", RouteTableId="rtb-1")
        with self.assertRaises(ClientError):
            ec2.create_vpn_connection_route(VpnConnectionId="vpn-1", DestinationCidrBlock="10.0.0.0/8")
