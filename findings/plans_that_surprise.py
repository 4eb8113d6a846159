"""Plans over prepared states in which an innocent edit does what nobody expects. Nothing is asked of a service.

Each row has a control: without the edit, nothing is planned.
"""

import sys

from prepared import ACCOUNT, Folder

WORKSPACE = {
    "account_id": ACCOUNT,
    "workspace_name": "acme",
    "aws_region": "eu-west-1",
    "credentials_id": "c1",
    "storage_configuration_id": "s1",
    "network_id": "n1",
    "private_access_settings_id": "p1",
}
WORKSPACE_STATE = WORKSPACE | {"id": f"{ACCOUNT}/1", "workspace_id": 1, "is_no_public_ip_enabled": True}
KEYS = {"account_id": ACCOUNT, "aws_key_info": [{"key_arn": "arn:aws:kms:eu-west-1:123456789012:key/1"}]}
USES = ["MANAGED_SERVICES", "STORAGE"]
SERVERS = ["10.0.0.2", "10.0.0.3"]
ENDPOINT = {
    "vpc_id": "vpc-1",
    "service_name": "com.amazonaws.eu-west-1.sts",
    "vpc_endpoint_type": "Interface",
    "subnet_ids": ["subnet-1"],
    "security_group_ids": ["sg-1"],
    "private_dns_enabled": True,
    "policy": '{"Version":"2012-10-17","Statement":[]}',
}
COMPUTED = {
    "id": "vpce-1", "cidr_blocks": [], "dns_entry": [], "network_interface_ids": [], "route_table_ids": [],
    "tags_all": {},
}  # fmt: skip
GATEWAY = {"vpc_id": "vpc-1", "tags": {"Name": "acme"}, "tags_all": {"Name": "acme"}, "id": "igw-1"}
FIREWALL_RULES = [
    {
        "rules_source": [
            {
                "rules_source_list": [
                    {"generated_rules_type": "ALLOWLIST", "target_types": ["TLS_SNI"], "targets": ["example.com"]}
                ]
            }
        ]
    }
]
GROUP = {"name": "acme", "type": "STATEFUL", "capacity": 100, "rule_group": FIREWALL_RULES}

ASSOCIATION = {"transit_gateway_attachment_id": "tgw-attach-1", "transit_gateway_route_table_id": "tgw-rtb-1"}

NOTHING = (["no-op"], [])
NEW_SETTINGS = {
    "databricks_mws_private_access_settings": {
        "new": {"private_access_settings_name": "acme", "region": "eu-west-1"}
    }
}


def without(config, *names):
    return {name: value for name, value in config.items() if name not in names}


# what is surprising, type, state, schema version, configuration before, after, what is planned, other resources
ROWS = [
    (
        "private access settings can't be exchanged for new ones in one apply: the new id is not known, and the "
        "provider takes that for a removal",
        "databricks_mws_workspaces", WORKSPACE_STATE, 3, WORKSPACE,
        WORKSPACE | {
            "private_access_settings_id":
                "${databricks_mws_private_access_settings.new.private_access_settings_id}"
        },
        "cannot remove private access setting from workspace", NEW_SETTINGS,
    ),
    (
        "the network configuration of a workspace is removed from the text, and stays",
        "databricks_mws_workspaces", WORKSPACE_STATE, 3, WORKSPACE, without(WORKSPACE, "network_id"),
        NOTHING, {},
    ),
    (
        "the order of a key's use cases replaces its registration",
        "databricks_mws_customer_managed_keys",
        KEYS | {"id": f"{ACCOUNT}/k", "customer_managed_key_id": "k", "use_cases": USES}, 1,
        KEYS | {"use_cases": USES}, KEYS | {"use_cases": USES[::-1]},
        (["delete", "create"], [["use_cases"]]), {},
    ),
    (
        "the order of name servers replaces the DHCP options",
        "aws_vpc_dhcp_options", {"id": "dopt-1", "domain_name_servers": SERVERS, "tags_all": {}}, 0,
        {"domain_name_servers": SERVERS}, {"domain_name_servers": SERVERS[::-1]},
        (["delete", "create"], [["domain_name_servers"]]), {},
    ),
    (
        "subnets, security groups, private DNS and policy of an endpoint are removed from the text, and stay",
        "aws_vpc_endpoint", ENDPOINT | COMPUTED, 0, ENDPOINT,
        without(ENDPOINT, "subnet_ids", "security_group_ids", "private_dns_enabled", "policy"),
        NOTHING, {},
    ),
    (
        "an internet gateway that is detached in the text stays attached",
        "aws_internet_gateway", GATEWAY, 0, {"vpc_id": "vpc-1", "tags": {"Name": "acme"}}, {"tags": {"Name": "acme"}},
        NOTHING, {},
    ),
    (
        "the rules of a firewall's rule group are removed from the text, and stay",
        "aws_networkfirewall_rule_group", GROUP | {"id": "arn:1", "arn": "arn:1", "update_token": "t", "tags_all": {}}, 0,
        GROUP, without(GROUP, "rule_group") | {"rules": None},
        NOTHING, {},
    ),
    (
        "an association of an attachment that is replaced is planned as an update, which the apply can't do: "
        "https://github.com/hashicorp/terraform-provider-aws/issues/43706",
        "aws_ec2_transit_gateway_route_table_association",
        ASSOCIATION | {"id": "tgw-rtb-1_tgw-attach-1", "resource_id": "vpc-1", "resource_type": "vpc"}, 0,
        ASSOCIATION, ASSOCIATION | {"transit_gateway_attachment_id": "${terraform_data.new.id}"},
        (["update"], []), {"terraform_data": {"new": {}}},
    ),
]  # fmt: skip

AWS = {
    "region": "eu-west-1", "access_key": "none", "secret_key": "none", "skip_credentials_validation": True,
    "skip_requesting_account_id": True, "skip_metadata_api_check": True,
}  # fmt: skip


def main():
    folders = {"databricks": Folder("databricks", {"account_id": ACCOUNT}), "aws": Folder("aws", AWS)}
    failed = 0
    for what, kind, state, version, before, after, expected, others in ROWS:
        folder = folders[kind.partition("_")[0]]
        sensitive = [name for name in state if name == "account_id" and kind != "databricks_mws_customer_managed_keys"]
        folder.write_state(kind, state, version, sensitive)
        folder.write({kind: {"this": before}})
        rest = folder.planned("-refresh=false")
        folder.write({kind: {"this": after}} | others)
        planned = folder.planned("-refresh=false")
        right = rest == NOTHING and (planned == expected or isinstance(planned, str) and str(expected) in planned)
        print(f"{'yes' if right else 'NO'}: {what}" + ("" if right else f"\n    at rest {rest}, then {planned}"))
        failed += not right
    return failed


if __name__ == "__main__":
    sys.exit(main())
