import json

from botocore.exceptions import ClientError

from .harness import REGION, Rehearsed, ask, bucket, document, facts, internet, nat, network, of, subnet, trust


class Preexisting(Rehearsed):
    def preexisting(self, **told):
        return ask("preexisting", {"account": self.account, "region": REGION, **told})

    def test_what_is_preexisting_is_there_under_its_own_ids_and_left_over_by_nobody(self):
        number = self.account
        everything = {
            "vpcs": [{"id": f"vpc-{number}", "cidr": "10.0.0.0/16", "name": "theirs"}],
            "subnets": [
                {"id": f"subnet-{number}a", "vpc": f"vpc-{number}", "cidr": "10.0.1.0/24", "zone_id": "euw1-az1"},
                {"id": f"subnet-{number}b", "vpc": f"vpc-{number}", "cidr": "10.0.2.0/24", "zone_id": "euw1-az3"},
            ],
            "security_groups": [
                {
                    "id": f"sg-{number}a",
                    "vpc": f"vpc-{number}",
                    "ingress": [
                        {"protocol": "tcp", "from": 0, "to": 65535, "peers": [f"sg-{number}a", f"sg-{number}b"]}
                    ],
                    "egress": [{"protocol": "-1", "from": None, "to": None, "peers": ["0.0.0.0/0"]}],
                },
                {"id": f"sg-{number}b", "vpc": f"vpc-{number}", "ingress": [], "egress": []},
            ],
            "internet_route": [f"vpc-{number}"],
            "vpc_endpoints": [
                {
                    "id": f"vpce-{number}",
                    "vpc": f"vpc-{number}",
                    "service": f"com.amazonaws.{REGION}.sts",
                    "kind": "Interface",
                }
            ],
            "roles": [
                {
                    "arn": f"arn:aws:iam::{number}:role/a/b/theirs",
                    "trust": json.loads(trust(f"arn:aws:iam::{number}:role/a/b/theirs")),
                    "policies": [{"name": "databricks", "document": json.loads(document())}],
                }
            ],
            "buckets": [{"name": f"preexisting-{number}", "policy": None, "public_access_blocked": True}],
            "keys": [{"arn": f"arn:aws:kms:{REGION}:{number}:key/{number}", "policy": json.loads(document())}],
        }
        self.assertEqual((204, None), self.preexisting(**everything))
        subnets = {fact["id"]: fact for fact in facts("subnets", number)}
        routes = {subnets[f"subnet-{number}{letter}"]["routes"][0]["target"] for letter in "ab"}
        self.assertEqual(["nat"], [route.split("-")[0] for route in routes])
        self.assertEqual("euw1-az3", subnets[f"subnet-{number}b"]["zone_id"])
        groups = {fact["id"]: fact for fact in facts("security_groups", number)}
        self.assertEqual(everything["security_groups"][0]["ingress"], groups[f"sg-{number}a"]["ingress"])
        self.assertEqual([], groups[f"sg-{number}b"]["egress"])
        (role,) = facts("roles", number)
        self.assertEqual(everything["roles"][0], {key: role[key] for key in ("arn", "trust", "policies")})
        self.assertEqual(0, role["changed"])
        self.assertEqual(everything["keys"][0]["arn"], facts("keys", number)[0]["arn"])
        self.assertEqual(f"vpce-{number}", facts("vpc_endpoints", number)[0]["id"])
        self.assertEqual("theirs", self.ours("iam").get_role(RoleName="theirs")["Role"]["RoleName"])
        named = self.ours("ec2").describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["theirs"]}])
        self.assertEqual([f"vpc-{number}"], [vpc["VpcId"] for vpc in named["Vpcs"]])
        self.assertEqual(204, ask("baseline", {})[0])
        self.assertEqual([], of(ask("leftovers")[1], number))

    def test_what_cannot_be_made_is_said(self):
        for told, why in (
            ({"subnets": [{"id": "subnet-1", "vpc": "vpc-0", "cidr": "10.0.0.0/24", "zone_id": "euw1-az1"}]}, "vpc-0"),
            ({"vpcs": [{"id": "vpc-1"}]}, "cidr"),
            ({"rolls": []}, "rolls"),
        ):
            with self.subTest(why):
                status, answer = self.preexisting(**told)
                self.assertEqual(400, status)
                self.assertIn(why, answer["error"])

    def test_nothing_is_created_twice(self):
        vpc = [{"id": f"vpc-{self.account}", "cidr": "10.0.0.0/16"}]
        self.assertEqual(204, self.preexisting(vpcs=vpc)[0])
        self.assertEqual(400, self.preexisting(vpcs=vpc)[0])


class Leftovers(Rehearsed):
    def test_what_is_made_is_left_until_it_is_deleted(self):
        kms, iam, logs = self.ours("kms"), self.ours("iam"), self.ours("logs")
        iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))
        name = bucket(self.ours("s3"), f"b-{self.account}")
        logs.create_log_group(logGroupName="l")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        kinds = [kind for kind, _ in of(ask("leftovers")[1], self.account)]
        self.assertEqual(["FakeBucket", "Key", "LogGroup", "Role"], kinds)
        iam.delete_role(RoleName="r")
        self.ours("s3").delete_bucket(Bucket=name)
        logs.delete_log_group(logGroupName="l")
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        self.assertEqual([], of(ask("leftovers")[1], self.account))

    def test_what_aws_keeps_for_each_account_is_not_left(self):
        self.ours("ec2").describe_vpcs()
        self.ours("ec2", "us-gov-west-1").describe_vpcs()
        self.ours("iam").get_policy(PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
        self.assertEqual([], of(ask("leftovers")[1], self.account))

    def test_keys_of_a_session_are_not_left_and_those_of_a_user_are(self):
        iam = self.ours("iam")
        arn = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust("*"))["Role"]["Arn"]
        key = self.ours("sts").assume_role(RoleArn=arn, RoleSessionName="session")["Credentials"]["AccessKeyId"]
        self.assertTrue(key.startswith("ASIA"), key)
        iam.delete_role(RoleName="r")
        self.assertEqual([], of(ask("leftovers")[1], self.account))
        iam.create_user(UserName="u")
        iam.create_access_key(UserName="u")
        kinds = [kind for kind, _ in of(ask("leftovers")[1], self.account)]
        self.assertEqual(["AccessKey", "User"], kinds)

    def test_a_network_leaves_nothing(self):
        ec2 = self.ours("ec2")
        vpc = network(ec2)
        public = subnet(ec2, vpc)
        gateway = internet(ec2, vpc)
        way_out = nat(ec2, public)
        endpoint = ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.sts", VpcEndpointType="Interface", SubnetIds=[public]
        )["VpcEndpoint"]["VpcEndpointId"]
        self.assertNotEqual([], of(ask("leftovers")[1], self.account))
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
        ec2.delete_nat_gateway(NatGatewayId=way_out)
        for address in ec2.describe_addresses()["Addresses"]:
            ec2.release_address(AllocationId=address["AllocationId"])
        ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        ec2.delete_internet_gateway(InternetGatewayId=gateway)
        ec2.delete_subnet(SubnetId=public)
        ec2.delete_vpc(VpcId=vpc)
        self.assertEqual([], of(ask("leftovers")[1], self.account))


class Refusals(Rehearsed):
    def newest(self, **wanted):
        _, told = ask("refusals")
        found = [refusal for refusal in told if wanted.items() <= refusal.items()]
        return found[-1] if found else None

    def test_each_kind_is_kept(self):
        ec2 = self.ours("ec2")
        self.refused("InvalidVpcID.NotFound", ec2.create_subnet, VpcId=f"vpc-{self.account}", CidrBlock="10.0.0.0/24")
        kept = self.newest(action="CreateSubnet", kind="error")
        self.assertEqual(("ec2", "InvalidVpcID.NotFound"), (kept["service"], kept["code"]))
        vpc = network(ec2)
        self.refused("InvalidSubnet.Range", ec2.create_subnet, VpcId=vpc, CidrBlock="10.0.0.0/29")
        self.assertIn("10.0.0.0/29", self.newest(code="InvalidSubnet.Range", kind="strict")["message"])

    def test_a_look_at_what_is_not_there_is_no_refusal(self):
        name = f"nothing-{self.account}"
        with self.assertRaises(ClientError):
            self.ours("s3").head_bucket(Bucket=name)
        with self.assertRaises(ClientError):
            self.ours("iam").get_role(RoleName=name)
        with self.assertRaises(ClientError):
            self.ours("iam").delete_role(RoleName=name)
        _, told = ask("refusals")
        self.assertEqual([], [refusal for refusal in told if name in refusal["message"]])
        self.assertIsNone(self.newest(action="HeadBucket"))
