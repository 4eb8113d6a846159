from botocore.exceptions import ClientError

from .harness import REGION, Rehearsed, ask, network, subnet


class Firewalls(Rehearsed):
    def setUp(self):
        super().setUp()
        self.firewalls = self.ours("network-firewall")
        self.source = {"RulesSource": {"RulesString": "pass tcp any any -> any any (sid:1;)"}}

    def group(self):
        made = self.firewalls.create_rule_group(RuleGroupName="g", Type="STATEFUL", Capacity=9, RuleGroup=self.source)
        return made["RuleGroupResponse"]["RuleGroupArn"]

    def policy(self, group):
        forward = ["aws:forward_to_sfe"]
        document = {
            "StatelessDefaultActions": forward,
            "StatelessFragmentDefaultActions": forward,
            "StatefulRuleGroupReferences": [{"ResourceArn": group}],
        }
        return {"FirewallPolicyName": "p", "FirewallPolicy": document}

    def test_a_firewall_with_policy_and_rules(self):
        create, ec2 = self.firewalls.create_firewall, self.ours("ec2")
        vpc = network(ec2)
        inside, beside = subnet(ec2, vpc), subnet(ec2, vpc, "10.0.1.0/24")
        group = self.group()
        self.assertEqual(self.source, self.firewalls.describe_rule_group(RuleGroupArn=group)["RuleGroup"])
        self.refused("InvalidRequestException", self.firewalls.create_firewall_policy, **self.policy(f"{group}2"))
        made = self.firewalls.create_firewall_policy(**self.policy(group))
        policy = made["FirewallPolicyResponse"]["FirewallPolicyArn"]
        arguments = {"FirewallName": "f", "VpcId": vpc, "SubnetMappings": [{"SubnetId": inside}]}
        self.refused("InvalidRequestException", create, **arguments, FirewallPolicyArn=f"{policy}2")
        made = create(**arguments, FirewallPolicyArn=policy)
        self.assertFalse(made["Firewall"]["DeleteProtection"])
        (state,) = made["FirewallStatus"]["SyncStates"].values()
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        endpoint = state["Attachment"]["EndpointId"]
        route = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
        ec2.create_route(**route, VpcEndpointId=endpoint)
        more = {"FirewallName": "f", "SubnetMappings": [{"SubnetId": beside}]}
        self.refused("InvalidRequestException", self.firewalls.associate_subnets, **more)
        self.refused("InvalidOperationException", self.firewalls.delete_firewall_policy, FirewallPolicyArn=policy)
        self.refused("InvalidOperationException", self.firewalls.delete_rule_group, RuleGroupArn=group)
        message = self.refused("InvalidOperationException", self.firewalls.delete_firewall, FirewallName="f")
        self.assertIn(f"route table {table} still leads to {endpoint}", message)
        leave = {"FirewallName": "f", "SubnetIds": [inside]}
        self.refused("InvalidOperationException", self.firewalls.disassociate_subnets, **leave)
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=inside)
        ec2.delete_route(**route)
        self.firewalls.delete_firewall(FirewallName="f")
        ec2.delete_subnet(SubnetId=inside)
        self.refused("ResourceNotFoundException", self.firewalls.describe_firewall, FirewallName="f")
        self.firewalls.delete_firewall_policy(FirewallPolicyArn=policy)
        self.firewalls.delete_rule_group(RuleGroupArn=group)
        self.refused("ResourceNotFoundException", self.firewalls.describe_rule_group, RuleGroupArn=group)
        left = {one["service"] for one in ask("leftovers")[1] if one["account"] == self.account}
        self.assertNotIn("network-firewall", left)

    def test_stock_moto_has_no_rule_groups(self):
        self.firewalls = self.stock("network-firewall")
        with self.assertRaises(ClientError):
            self.group()

    def test_protection_and_tags(self):
        vpc = network(self.ours("ec2"))
        policy = self.firewalls.create_firewall_policy(**self.policy(self.group()))
        policy = policy["FirewallPolicyResponse"]["FirewallPolicyArn"]
        made = self.firewalls.create_firewall(FirewallName="f", VpcId=vpc, SubnetMappings=[], FirewallPolicyArn=policy)
        arn = made["Firewall"]["FirewallArn"]
        self.firewalls.update_firewall_delete_protection(FirewallArn=arn, DeleteProtection=True)
        self.refused("InvalidOperationException", self.firewalls.delete_firewall, FirewallArn=arn)
        self.firewalls.update_subnet_change_protection(FirewallArn=arn, SubnetChangeProtection=True)
        attach = {"FirewallArn": arn, "SubnetMappings": [{"SubnetId": subnet(self.ours("ec2"), vpc)}]}
        self.refused("InvalidOperationException", self.firewalls.associate_subnets, **attach)
        self.firewalls.update_subnet_change_protection(FirewallArn=arn, SubnetChangeProtection=False)
        self.firewalls.associate_subnets(**attach)
        self.firewalls.update_firewall_policy_change_protection(FirewallArn=arn, FirewallPolicyChangeProtection=True)
        other = {"FirewallArn": arn, "FirewallPolicyArn": policy}
        self.refused("InvalidOperationException", self.firewalls.associate_firewall_policy, **other)
        self.firewalls.update_firewall_policy_change_protection(FirewallArn=arn, FirewallPolicyChangeProtection=False)
        missing = {**other, "FirewallPolicyArn": f"{policy}2"}
        self.refused("InvalidRequestException", self.firewalls.associate_firewall_policy, **missing)
        self.firewalls.associate_firewall_policy(**other)
        self.firewalls.tag_resource(ResourceArn=arn, Tags=[{"Key": "k", "Value": "v"}])
        told = self.firewalls.describe_firewall(FirewallArn=arn)["Firewall"]
        self.assertEqual(([{"Key": "k", "Value": "v"}], True), (told["Tags"], told["DeleteProtection"]))
        self.firewalls.untag_resource(ResourceArn=arn, TagKeys=["k"])
        self.assertEqual([], self.firewalls.list_tags_for_resource(ResourceArn=arn)["Tags"])


class Shares(Rehearsed):
    def test_what_is_shared_with_whom_can_change(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            ram = moto("ram")
            first = ram.create_resource_share(name="one", tags=[{"key": "k", "value": "v"}])["resourceShare"]
            ram.create_resource_share(name="two")
            arn = first["resourceShareArn"]
            found = ram.get_resource_shares(resourceOwner="SELF", resourceShareArns=[arn])["resourceShares"]
            self.assertEqual(is_right, [one.get("tags") for one in found] == [[{"key": "k", "value": "v"}]])
            gateway = f"arn:aws:ec2:{REGION}:{self.account}:transit-gateway/tgw-1"
            both = {"resourceShareArn": arn, "principals": ["111122223333"], "resourceArns": [gateway]}
            if is_right:
                ram.associate_resource_share(**both)
                self.assertEqual(["111122223333"], self.entities(ram, arn, "PRINCIPAL"))
                self.assertEqual([gateway], self.entities(ram, arn, "RESOURCE"))
                ram.disassociate_resource_share(**both)
                self.assertEqual([], self.entities(ram, arn, "RESOURCE"))
            else:
                with self.assertRaises(ClientError):
                    ram.associate_resource_share(**both)

    def entities(self, ram, arn, kind):
        told = ram.get_resource_share_associations(associationType=kind, resourceShareArns=[arn])
        return [one["associatedEntity"] for one in told["resourceShareAssociations"]]
