import json
import time

from .harness import (
    REGION,
    Rehearsed,
    ask,
    bucket,
    document,
    facts,
    group,
    internet,
    nat,
    network,
    security_rule,
    subnet,
    trust,
)


class Facts(Rehearsed):
    def test_a_role_with_trust_inline_and_attached_policies(self):
        iam = self.ours("iam")
        arn = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))["Role"]["Arn"]
        allow = document({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})
        iam.put_role_policy(RoleName="r", PolicyName="inline", PolicyDocument=allow)
        attached = iam.create_policy(PolicyName="p", PolicyDocument=allow)["Policy"]["Arn"]
        iam.attach_role_policy(RoleName="r", PolicyArn=attached)
        (role,) = facts("roles", self.account)
        self.assertEqual((arn, "r"), (role["arn"], role["name"]))
        self.assertEqual(json.loads(trust("*")), role["trust"])
        self.assertEqual(["inline", "p"], [policy["name"] for policy in role["policies"]])
        self.assertEqual([json.loads(allow)] * 2, [policy["document"] for policy in role["policies"]])
        self.assertIsNone(role["permissions_boundary"])
        iam.put_role_permissions_boundary(RoleName="r", PermissionsBoundary=attached)
        (role,) = facts("roles", self.account)
        self.assertEqual(json.loads(allow), role["permissions_boundary"])

    def test_a_role_changes_with_whatever_it_may_do(self):
        iam = self.ours("iam")
        allow = document({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})
        other = document({"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"})
        arn = f"arn:aws:iam::{self.account}:policy/p"
        iam.create_policy(PolicyName="p", PolicyDocument=allow)
        for change in (
            lambda: iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*")),
            lambda: iam.put_role_policy(RoleName="r", PolicyName="i", PolicyDocument=allow),
            lambda: iam.update_assume_role_policy(RoleName="r", PolicyDocument=trust("*", Sid="other")),
            lambda: iam.attach_role_policy(RoleName="r", PolicyArn=arn),
            lambda: iam.create_policy_version(PolicyArn=arn, PolicyDocument=other, SetAsDefault=True),
            lambda: iam.detach_role_policy(RoleName="r", PolicyArn=arn),
            lambda: iam.put_role_permissions_boundary(RoleName="r", PermissionsBoundary=arn),
            lambda: iam.delete_role_permissions_boundary(RoleName="r"),
            lambda: iam.delete_role_policy(RoleName="r", PolicyName="i"),
        ):
            before = time.time()
            change()
            (role,) = facts("roles", self.account)
            self.assertGreaterEqual(role["changed"], before)

    def test_a_role_does_not_change_by_its_tags_or_the_same_policy_again(self):
        iam = self.ours("iam")
        allow = document({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})
        iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))
        iam.put_role_policy(RoleName="r", PolicyName="i", PolicyDocument=allow)
        (before,) = facts("roles", self.account)
        iam.tag_role(RoleName="r", Tags=[{"Key": "a", "Value": "b"}])
        iam.put_role_policy(RoleName="r", PolicyName="i", PolicyDocument=allow)
        self.assertEqual([before], facts("roles", self.account))

    def test_a_bucket(self):
        s3 = self.ours("s3")
        name = bucket(s3, f"b-{self.account}")
        (made,) = facts("buckets", self.account)
        self.assertEqual(
            (name, REGION, None, "Disabled"), (made["name"], made["region"], made["policy"], made["versioning"])
        )
        self.assertTrue(made["public_access_blocked"])
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "arn:k"}}
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
        s3.delete_public_access_block(Bucket=name)
        policy = {
            "Effect": "Allow",
            "Principal": {"AWS": "414351767826"},
            "Action": "s3:*",
            "Resource": f"arn:aws:s3:::{name}",
        }
        s3.put_bucket_policy(Bucket=name, Policy=document(policy))
        (made,) = facts("buckets", self.account)
        self.assertEqual({"algorithm": "aws:kms", "key": "arn:k"}, made["encryption"])
        self.assertEqual(("Enabled", False), (made["versioning"], made["public_access_blocked"]))
        self.assertEqual([policy], made["policy"]["Statement"])

    def test_a_network(self):
        ec2 = self.ours("ec2")
        vpc = network(ec2)
        public, private = subnet(ec2, vpc), subnet(ec2, vpc, "10.0.1.0/24", "euw1-az2")
        gateway = internet(ec2, vpc)
        way_out = nat(ec2, public)
        for subnet_id, target in ((public, {"GatewayId": gateway}), (private, {"NatGatewayId": way_out})):
            table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
            ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
            ec2.associate_route_table(RouteTableId=table, SubnetId=subnet_id)
        (held,) = [fact for fact in facts("vpcs", self.account) if fact["id"] == vpc]
        expected = {"cidrs": ["10.0.0.0/16"], "dns_support": True, "dns_hostnames": True, "region": REGION}
        self.assertEqual(expected, {name: held[name] for name in expected})
        routes = {fact["id"]: fact for fact in facts("subnets", self.account) if fact["vpc"] == vpc}
        for inside, target in ((public, gateway), (private, way_out)):
            self.assertEqual([{"destination": "0.0.0.0/0", "target": target}], routes[inside]["routes"])
        (held,) = facts("nat_gateways", self.account)
        self.assertEqual((way_out, public), (held["id"], held["subnet"]))
        self.assertEqual(("10.0.1.0/24", "euw1-az2"), (routes[private]["cidr"], routes[private]["zone_id"]))
        self.assertFalse(routes[public]["maps_public_addresses"])

    def test_a_subnet_without_a_table_of_its_own_goes_the_way_of_the_main_one(self):
        ec2 = self.ours("ec2")
        vpc = network(ec2)
        lone = subnet(ec2, vpc)
        gateway = internet(ec2, vpc)
        self.assertEqual([], self.routes(lone))
        mine = [{"Name": "vpc-id", "Values": [vpc]}]
        main = ec2.describe_route_tables(Filters=mine)["RouteTables"][0]["RouteTableId"]
        ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        self.assertEqual([{"destination": "0.0.0.0/0", "target": gateway}], self.routes(lone))

    def routes(self, subnet_id):
        return next(fact["routes"] for fact in facts("subnets", self.account) if fact["id"] == subnet_id)

    def test_a_gateway_endpoint_is_where_a_prefix_list_leads(self):
        ec2 = self.ours("ec2")
        vpc = network(ec2)
        lone = subnet(ec2, vpc)
        mine = [{"Name": "vpc-id", "Values": [vpc]}]
        main = ec2.describe_route_tables(Filters=mine)["RouteTables"][0]["RouteTableId"]
        service = f"com.amazonaws.{REGION}.s3"
        endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=service, RouteTableIds=[main])
        (of_s3,) = [fact["id"] for fact in facts("prefix_lists", self.account) if fact["name"] == service]
        expected = {"destination": of_s3, "target": endpoint["VpcEndpoint"]["VpcEndpointId"]}
        self.assertEqual([expected], self.routes(lone))

    def test_what_a_transit_gateway_does_with_what_comes_from_a_vpc(self):
        ec2 = self.ours("ec2")
        spoke, hub = network(ec2), network(ec2, "10.1.0.0/16")
        inside = {spoke: subnet(ec2, spoke), hub: subnet(ec2, hub, "10.1.0.0/24")}
        off = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}
        gateway = ec2.create_transit_gateway(Options=off)["TransitGateway"]["TransitGatewayId"]
        of = {}
        for vpc, subnet_id in inside.items():
            made = ec2.create_transit_gateway_vpc_attachment(
                TransitGatewayId=gateway, VpcId=vpc, SubnetIds=[subnet_id]
            )
            of[vpc] = made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
        made = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)
        table = {"TransitGatewayRouteTableId": made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]}
        self.assertEqual([], self.held(of[spoke])["ways"])
        ec2.associate_transit_gateway_route_table(TransitGatewayAttachmentId=of[spoke], **table)
        ec2.create_transit_gateway_route(
            DestinationCidrBlock="0.0.0.0/0", TransitGatewayAttachmentId=of[hub], **table
        )
        ec2.enable_transit_gateway_route_table_propagation(TransitGatewayAttachmentId=of[spoke], **table)
        held = self.held(of[spoke])
        expected = {"gateway": gateway, "vpc": spoke, "subnets": [inside[spoke]]}
        self.assertEqual(expected, {name: held[name] for name in expected})
        ways = [("0.0.0.0/0", of[hub]), ("10.0.0.0/16", of[spoke])]
        self.assertEqual(ways, [(way["destination"], way["target"]) for way in held["ways"]])

    def held(self, attachment):
        return next(fact for fact in facts("transit_attachments", self.account) if fact["id"] == attachment)

    def test_a_security_group_and_an_endpoint(self):
        ec2 = self.ours("ec2")
        vpc = network(ec2)
        mine = group(ec2, vpc)
        peers = [{"UserIdGroupPairs": [{"GroupId": mine}]}, {"IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]
        ec2.authorize_security_group_ingress(GroupId=mine, IpPermissions=[security_rule(peer) for peer in peers])
        (held,) = [fact for fact in facts("security_groups", self.account) if fact["id"] == mine]
        self.assertEqual([{"protocol": "tcp", "from": 443, "to": 443, "peers": [mine, "10.0.0.0/8"]}], held["ingress"])
        self.assertEqual([{"protocol": "-1", "from": None, "to": None, "peers": ["0.0.0.0/0"]}], held["egress"])
        inside = subnet(ec2, vpc)
        ec2.create_vpc_endpoint(
            VpcId=vpc,
            ServiceName=f"com.amazonaws.{REGION}.sts",
            VpcEndpointType="Interface",
            SubnetIds=[inside],
            SecurityGroupIds=[mine],
            PrivateDnsEnabled=True,
        )
        (endpoint,) = facts("vpc_endpoints", self.account)
        expected = {
            "vpc": vpc,
            "service": f"com.amazonaws.{REGION}.sts",
            "kind": "Interface",
            "state": "available",
            "subnets": [inside],
            "security_groups": [mine],
            "private_dns": True,
        }
        self.assertEqual(expected, {name: endpoint[name] for name in expected})

    def test_a_key_and_an_instance_profile(self):
        kms, iam = self.ours("kms"), self.ours("iam")
        key = kms.create_key()["KeyMetadata"]
        self.assertEqual(
            [(key["Arn"], "Enabled", "ENCRYPT_DECRYPT")],
            [(k["arn"], k["state"], k["usage"]) for k in facts("keys", self.account)],
        )
        kms.disable_key(KeyId=key["KeyId"])
        self.assertEqual("Disabled", facts("keys", self.account)[0]["state"])
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))["Role"]["Arn"]
        before = time.time()
        profile = iam.create_instance_profile(InstanceProfileName="p")["InstanceProfile"]["Arn"]
        iam.add_role_to_instance_profile(InstanceProfileName="p", RoleName="r")
        _, told = ask("facts")
        (known,) = [one for one in told["instance_profiles"] if one["arn"] == profile]
        self.assertEqual([role], known["roles"])
        self.assertGreaterEqual(known["changed"], before)
