from botocore.exceptions import ClientError

from .harness import REGION, Rehearsed, internet, network, subnet

EVERYWHERE = "0.0.0.0/0"
SERVICE = f"com.amazonaws.vpce.{REGION}.vpce-svc-0da6ebf1461278016"
STS = f"com.amazonaws.{REGION}.sts"


class Routes(Rehearsed):
    def target(self, ec2, table):
        (told,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        (route,) = [one for one in told["Routes"] if one["DestinationCidrBlock"] == EVERYWHERE]
        return route.get("GatewayId")

    def test_a_route_changes_to_the_endpoint_of_a_firewall_and_back(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            gateway, inside = internet(ec2, vpc), subnet(ec2, vpc)
            kind = {"ServiceName": SERVICE, "VpcEndpointType": "GatewayLoadBalancer"}
            made = ec2.create_vpc_endpoint(VpcId=vpc, SubnetIds=[inside], **kind)
            endpoint = made["VpcEndpoint"]["VpcEndpointId"]
            table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
            route = {"RouteTableId": table, "DestinationCidrBlock": EVERYWHERE}
            ec2.create_route(**route, GatewayId=gateway)
            ec2.replace_route(**route, VpcEndpointId=endpoint)
            self.assertEqual(is_right, self.target(ec2, table) == endpoint)
            ec2.replace_route(**route, GatewayId=gateway)
            self.assertEqual(gateway, self.target(ec2, table))

    def test_a_table_is_let_go_by_a_subnet_that_goes(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            inside = subnet(ec2, vpc)
            table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
            ec2.associate_route_table(RouteTableId=table, SubnetId=inside)
            ec2.delete_subnet(SubnetId=inside)
            if is_right:
                ec2.delete_route_table(RouteTableId=table)
            else:
                self.refused("DependencyViolation", ec2.delete_route_table, RouteTableId=table)


class Interfaces(Rehearsed):
    def test_an_endpoint_has_one_in_each_of_its_subnets(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            one, two = subnet(ec2, vpc), subnet(ec2, vpc, "10.0.1.0/24", "euw1-az2")
            kind = {"ServiceName": STS, "VpcEndpointType": "Interface"}
            made = ec2.create_vpc_endpoint(VpcId=vpc, SubnetIds=[one], **kind)["VpcEndpoint"]["VpcEndpointId"]
            ec2.modify_vpc_endpoint(VpcEndpointId=made, AddSubnetIds=[two], RemoveSubnetIds=[one])
            found = ec2.describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkInterfaces"]
            self.assertEqual(is_right, [interface["SubnetId"] for interface in found] == [two])
            (told,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[made])["VpcEndpoints"]
            held = [interface["NetworkInterfaceId"] for interface in found]
            self.assertEqual(held, told["NetworkInterfaceIds"])


class DhcpOptions(Rehearsed):
    def test_they_stay_when_a_vpc_goes(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            servers = [{"Key": "domain-name-servers", "Values": ["10.0.0.10"]}]
            options = ec2.create_dhcp_options(DhcpConfigurations=servers)["DhcpOptions"]["DhcpOptionsId"]
            ec2.associate_dhcp_options(DhcpOptionsId=options, VpcId=vpc)
            self.refused("DependencyViolation", ec2.delete_dhcp_options, DhcpOptionsId=options)
            ec2.delete_vpc(VpcId=vpc)
            if is_right:
                ec2.delete_dhcp_options(DhcpOptionsId=options)
            else:
                with self.assertRaises(ClientError):
                    ec2.describe_dhcp_options(DhcpOptionsIds=[options])
