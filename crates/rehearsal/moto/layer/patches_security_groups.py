"""Rules whose peer is a group or a prefix list keep their description, and are told apart without it."""

from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

from .patch import around


@around(SecurityGroupRule, "__init__")
def keep_description(original, self, prefix_list_id=None, **named):
    original(self, prefix_list_id=prefix_list_id, **named)
    self.prefix_list_description = (prefix_list_id or {}).get("Description")


@around(SecurityGroupBackend, "modify_security_group_rules")
def modify_security_group_rules(original, self, group_id, rules):
    """moto changes an IPv4 range in place and no other kind of peer, and takes every description for a range's."""
    original(self, group_id=group_id, rules=rules)
    group = self.get_security_group_from_id(group_id)
    for rule_id, new in rules.items():
        rule = group.get_rule(rule_id)
        if peer := new.get("ReferencedGroupId"):
            rule.source_group = {**rule.source_group, "GroupId": peer}
        rule.prefix_list_id = new.get("PrefixListId") or rule.prefix_list_id
        if range6 := new.get("CidrIpv6"):
            rule.ip_range["CidrIpv6"] = range6
        if rule.source_group or rule.prefix_list_id:
            rule.ip_range = {}
            describe(rule, new.get("Description"))


def describe(rule: SecurityGroupRule, text: str | None) -> None:
    if rule.prefix_list_id:
        rule.prefix_list_description = text
    else:
        rule.source_group = {**rule.source_group, "Description": text}


def description(rule: SecurityGroupRule) -> str | None:
    return rule.ip_range.get("Description") or rule.source_group.get("Description") or rule.prefix_list_description


def is_same(rule: SecurityGroupRule, other: SecurityGroupRule) -> bool:
    return matter(rule) == matter(other)


def matter(rule: SecurityGroupRule) -> tuple:
    """What AWS tells rules of a group apart by."""
    peer = rule.cidr_ipv4, rule.cidr_ipv6, rule.source_group.get("GroupId"), rule.prefix_list_id
    return rule.ip_protocol, rule.from_port, rule.to_port, rule.is_egress, *peer


SecurityGroupRule.description = property(description)
SecurityGroupRule.__eq__ = is_same
