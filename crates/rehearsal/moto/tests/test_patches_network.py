import re
from pathlib import Path

from botocore.exceptions import ClientError

from .harness import REGION, Rehearsed, ask, facts, group, internet, nat, network, security_rule, subnet

REGIONS = Path(__file__).parents[3] / "blueprint" / "data" / "regions.toml"
NOT_SHOWN = "usw1-az2"  # to the account of the rehearsal
S3 = f"com.amazonaws.{REGION}.s3"
STS = f"com.amazonaws.{REGION}.sts"
FOREIGN = f"com.amazonaws.vpce.{REGION}.vpce-svc-0da6ebf1461278016"


def regions() -> dict[str, list[str]]:
    """Python reads TOML by itself only from 3.11 on."""
    table = REGIONS.read_text().split("[regions]")[1]
    return {
        name: re.findall(r'"([^"]+)"', zones) for name, zones in re.findall(r"^([a-z0-9-]+) *= *\[(.*)\]", table, re.M)
    }


class Zones(Rehearsed):
    def test_every_zone_id_that_accounts_are_shown_is_a_zone_of_its_own(self):
        self.assertGreater(len(regions()), 15)
        for region, zone_ids in regions().items():
            with self.subTest(region):
                zone_ids = [zone_id for zone_id in zone_ids if zone_id != NOT_SHOWN]
                ec2 = self.ours("ec2", region)
                vpc = network(ec2)
                names = set()
                for number, zone_id in enumerate(zone_ids):
                    made = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZoneId=zone_id)
                    self.assertEqual(zone_id, made["Subnet"]["AvailabilityZoneId"])
                    names.add(made["Subnet"]["AvailabilityZone"])
                self.assertEqual(len(zone_ids), len(names))
                self.assertTrue(all(name.startswith(region) for name in names), names)

    def test_an_account_is_shown_two_zones_of_us_west_1(self):
        for moto in (self.ours, self.stock):
            ec2 = moto("ec2", "us-west-1")
            self.assertEqual(2, len(ec2.describe_availability_zones()["AvailabilityZones"]))
            arguments = {"VpcId": network(ec2), "CidrBlock": "10.0.0.0/24", "AvailabilityZoneId": NOT_SHOWN}
            self.refused("InvalidParameterValue", ec2.create_subnet, **arguments)

    def test_a_subnet_by_zone_id_is_no_default_subnet(self):
        for moto, is_default in ((self.ours, False), (self.stock, True)):
            ec2 = moto("ec2")
            made = ec2.create_subnet(VpcId=network(ec2), CidrBlock="10.0.0.0/24", AvailabilityZoneId="euw1-az1")
            self.assertEqual((is_default,) * 2, (made["Subnet"]["DefaultForAz"], made["Subnet"]["MapPublicIpOnLaunch"]))


class Rules(Rehearsed):
    def described(self, moto, change=None):
        ec2 = moto("ec2")
        mine = group(ec2, network(ec2))
        peer = {"UserIdGroupPairs": [{"GroupId": mine, "Description": "why"}]}
        made = ec2.authorize_security_group_ingress(GroupId=mine, IpPermissions=[security_rule(peer)])
        rule = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        if change:
            rules = [{"SecurityGroupRuleId": rule, "SecurityGroupRule": change(mine)}]
            ec2.modify_security_group_rules(GroupId=mine, SecurityGroupRules=rules)
        return ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"][0]

    def test_a_rule_of_a_group_keeps_its_description(self):
        self.assertEqual("why", self.described(self.ours)["Description"])
        self.assertNotIn("Description", self.described(self.stock))

    def test_its_description_can_be_changed(self):
        def change(mine):
            ports = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
            return {**ports, "ReferencedGroupId": mine, "Description": "because"}

        self.assertEqual("because", self.described(self.ours, change)["Description"])
        for one in facts("security_groups", self.account):
            if one["ingress"]:
                self.assertIn(one["id"], [peer for rule in one["ingress"] for peer in rule["peers"]])

    def test_another_description_makes_no_other_rule(self):
        for moto, is_refused in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            mine = group(ec2, network(ec2))
            for number, why in enumerate(("one", "two")):
                peer = {"UserIdGroupPairs": [{"GroupId": mine, "Description": why}]}
                arguments = {"GroupId": mine, "IpPermissions": [security_rule(peer)]}
                if number and is_refused:
                    self.refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, **arguments)
                else:
                    ec2.authorize_security_group_ingress(**arguments)


class Deletion(Rehearsed):
    def left(self, *options):
        _, found = ask("leftovers", None, *options)
        return sorted(thing["kind"] for thing in found if thing["account"] == self.account)

    def test_a_vpc_takes_its_network_acl_along(self):
        for moto, options, left in ((self.ours, (), []), (self.stock, ("--stock",), ["NetworkAcl"])):
            ec2 = moto("ec2")
            ec2.delete_vpc(VpcId=network(ec2))
            self.assertEqual(left, self.left(*options))

    def test_a_nat_gateway_takes_its_interface_along(self):
        for moto, interfaces in ((self.ours, 0), (self.stock, 1)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            inside = subnet(ec2, vpc)
            internet(ec2, vpc)
            ec2.delete_nat_gateway(NatGatewayId=nat(ec2, inside))
            mine = [{"Name": "subnet-id", "Values": [inside]}]
            self.assertEqual(interfaces, len(ec2.describe_network_interfaces(Filters=mine)["NetworkInterfaces"]))


class DhcpOptions(Rehearsed):
    def test_tags_are_kept(self):
        for moto, tags in ((self.ours, [{"Key": "k", "Value": "v"}]), (self.stock, [])):
            ec2 = moto("ec2")
            servers = [{"Key": "domain-name-servers", "Values": ["AmazonProvidedDNS"]}]
            said = [{"ResourceType": "dhcp-options", "Tags": [{"Key": "k", "Value": "v"}]}]
            made = ec2.create_dhcp_options(DhcpConfigurations=servers, TagSpecifications=said)["DhcpOptions"]
            (told,) = ec2.describe_dhcp_options(DhcpOptionsIds=[made["DhcpOptionsId"]])["DhcpOptions"]
            self.assertEqual(tags, told.get("Tags", []))


class Endpoints(Rehearsed):
    def test_a_route_table_added_later_gets_the_route(self):
        for moto, routes in ((self.ours, 1), (self.stock, 0)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
            made = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, VpcEndpointType="Gateway")
            endpoint = made["VpcEndpoint"]["VpcEndpointId"]
            ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddRouteTableIds=[table])
            self.assertEqual(routes, self.prefix_routes(ec2, table))
            if routes:
                ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, RemoveRouteTableIds=[table])
                self.assertEqual(0, self.prefix_routes(ec2, table))

    def prefix_routes(self, ec2, table):
        routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return len([route for route in routes if "DestinationPrefixListId" in route])

    def test_what_is_not_said_of_an_endpoint(self):
        for moto, groups, private_dns in ((self.ours, 1, False), (self.stock, 0, True)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            gateway = {"VpcId": vpc, "ServiceName": S3, "VpcEndpointType": "Gateway"}
            self.assertEqual(private_dns, ec2.create_vpc_endpoint(**gateway)["VpcEndpoint"]["PrivateDnsEnabled"])
            interface = {
                "VpcId": vpc,
                "ServiceName": STS,
                "VpcEndpointType": "Interface",
                "SubnetIds": [subnet(ec2, vpc)],
            }
            self.assertEqual(groups, len(ec2.create_vpc_endpoint(**interface)["VpcEndpoint"].get("Groups", [])))

    def test_private_dns_can_be_switched(self):
        for moto, expected in ((self.ours, True), (self.stock, False)):
            ec2 = moto("ec2")
            vpc = network(ec2)
            arguments = {
                "VpcId": vpc,
                "ServiceName": STS,
                "VpcEndpointType": "Interface",
                "SubnetIds": [subnet(ec2, vpc)],
            }
            endpoint = ec2.create_vpc_endpoint(**arguments, PrivateDnsEnabled=False)["VpcEndpoint"]["VpcEndpointId"]
            ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, PrivateDnsEnabled=True)
            (changed,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"]
            self.assertEqual(expected, changed["PrivateDnsEnabled"])

    def test_a_service_outside_aws_is_described(self):
        (told,) = self.ours("ec2").describe_vpc_endpoint_services(ServiceNames=[FOREIGN])["ServiceDetails"]
        self.assertEqual((FOREIGN, "Interface"), (told["ServiceName"], told["ServiceType"][0]["ServiceType"]))
        west = self.ours("ec2", "us-west-1")
        name = FOREIGN.replace(REGION, "us-west-1")
        (told,) = west.describe_vpc_endpoint_services(ServiceNames=[name])["ServiceDetails"]
        self.assertEqual(["us-west-1a", "us-west-1b"], told["AvailabilityZones"])
        with self.assertRaises(ClientError):
            self.stock("ec2").describe_vpc_endpoint_services(ServiceNames=[FOREIGN])

    def test_a_service_of_aws_is_described(self):
        for name in (S3, STS):
            told = self.ours("ec2").describe_vpc_endpoint_services(ServiceNames=[name])["ServiceNames"]
            self.assertEqual([name], told[:1])
        with self.assertRaises(ClientError):
            self.stock("ec2").describe_vpc_endpoint_services(ServiceNames=[STS])
