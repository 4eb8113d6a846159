"""The Databricks provider plans these changes in place, applies them without an error, and sends nothing of them.

So the same change is planned again, for ever, and what refers to the attribute follows a value that does not exist.
"""

import sys

from prepared import ACCOUNT, Folder, Service

NETWORK = {
    "account_id": ACCOUNT,
    "network_id": "n1",
    "network_name": "acme",
    "vpc_id": "vpc-1",
    "subnet_ids": ["subnet-1", "subnet-2"],
    "security_group_ids": ["sg-1"],
    "vpc_endpoints": {"rest_api": ["e1"], "dataplane_relay": ["e2"]},
    "vpc_status": "VALID",
}
WORKSPACE = {
    "account_id": ACCOUNT,
    "workspace_id": 1,
    "workspace_name": "acme",
    "deployment_name": "acme",
    "aws_region": "eu-west-1",
    "credentials_id": "c1",
    "storage_configuration_id": "s1",
    "pricing_tier": "PREMIUM",
    "network_connectivity_config_id": "ncc1",
    "workspace_status": "RUNNING",
}
METASTORE = {
    "metastore_info": {
        "metastore_id": "m1",
        "name": "main",
        "region": "eu-west-1",
        "owner": "admins",
        "delta_sharing_recipient_token_lifetime_in_seconds": 365 * 24 * 3600,
    }
}
CATALOG = {"name": "main", "catalog_type": "MANAGED_CATALOG", "isolation_mode": "OPEN", "owner": "a", "metastore_id": "m1"}

SCHEMA_VERSIONS = {"databricks_mws_workspaces": 3}

# type, id, path of the object, what the service has, configuration, the argument, its new value
CASES = [
    (
        "databricks_mws_networks", f"{ACCOUNT}/n1", f"/api/2.0/accounts/{ACCOUNT}/networks/n1", NETWORK,
        {"account_id": ACCOUNT, "network_name": "acme", "vpc_id": "vpc-1", "subnet_ids": ["subnet-1", "subnet-2"],
         "security_group_ids": ["sg-1"], "vpc_endpoints": [{"rest_api": ["e1"], "dataplane_relay": ["e2"]}]},
        "vpc_endpoints", [{"rest_api": ["e3"], "dataplane_relay": ["e2"]}],
    ),
    (
        "databricks_mws_workspaces", f"{ACCOUNT}/1", f"/api/2.0/accounts/{ACCOUNT}/workspaces/1", WORKSPACE,
        {"account_id": ACCOUNT, "workspace_name": "acme", "aws_region": "eu-west-1", "credentials_id": "c1",
         "storage_configuration_id": "s1", "pricing_tier": "PREMIUM"},
        "pricing_tier", "ENTERPRISE",
    ),
    (
        "databricks_mws_workspaces", f"{ACCOUNT}/1", f"/api/2.0/accounts/{ACCOUNT}/workspaces/1", WORKSPACE,
        {"account_id": ACCOUNT, "workspace_name": "acme", "aws_region": "eu-west-1", "credentials_id": "c1",
         "storage_configuration_id": "s1", "network_connectivity_config_id": "ncc1"},
        "network_connectivity_config_id", "ncc2",
    ),
    (
        "databricks_metastore", "m1", f"/api/2.0/accounts/{ACCOUNT}/metastores/m1", METASTORE,
        {"name": "main", "region": "eu-west-1", "api": "account"},
        "name", "other",
    ),
    (
        "databricks_metastore", "m1", f"/api/2.0/accounts/{ACCOUNT}/metastores/m1", METASTORE,
        {"name": "main", "region": "eu-west-1", "api": "account"},
        "region", "us-east-1",
    ),
    (
        "databricks_catalog", "main", "/api/2.1/unity-catalog/catalogs/main", CATALOG, {"name": "main"},
        "name", "other",
    ),
]  # fmt: skip


def main():
    failed = 0
    chosen = [case for case in CASES if case[0] in sys.argv[1:] or not sys.argv[1:]]
    for kind, identity, path, has, config, argument, value in chosen:
        said = trial(kind, identity, path, has, config, argument, value)
        print(f"{kind}.{argument}: {said or 'planned in place, never sent, planned again'}")
        failed += bool(said)
    return failed


def trial(kind, identity, path, has, config, argument, value):
    """What is not as it was, if something is not."""
    metastore = {"/api/2.1/unity-catalog/current-metastore-assignment": {"metastore_id": "m1"}}
    service = Service({"/api/2.0/preview/scim/v2/Me": {}} | metastore)
    # The provider waits until a workspace answers at its URL.
    service.answers[path] = has | {"workspace_url": service.host} if has is WORKSPACE else has
    account = {} if kind == "databricks_catalog" else {"account_id": ACCOUNT}
    folder = Folder("databricks", {"host": service.host, "token": "t"} | account)
    folder.write({kind: {"this": config}})
    folder.write_state(kind, config | {"id": identity}, SCHEMA_VERSIONS.get(kind, 0))
    folder.terraform("apply", "-auto-approve", "-input=false")  # settles what the prepared state leaves open
    if folder.planned() != (["no-op"], []):
        return f"not at rest: {folder.planned()}"
    folder.write({kind: {"this": config | {argument: value}}})
    service.asked.clear()
    for _ in range(2):
        if folder.planned() != (["update"], []):
            return f"planned {folder.planned()}"
        folder.terraform("apply", "-auto-approve", "-input=false", "plan")
    new = value if isinstance(value, str) else value[0]["rest_api"][0]
    sent = [change for change in service.changes() if new in change[2]]
    return f"sent {sent}" if sent else None


if __name__ == "__main__":
    sys.exit(main())
