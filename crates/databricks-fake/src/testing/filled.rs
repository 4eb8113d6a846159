//! Accounts that requests have filled, so that each declared reference is there in one of them.

use serde_json::{Value, json};

use crate::testing::customer::Customer;
use crate::testing::inside::Inside;
use crate::testing::lake::Lake;
use crate::testing::profiles::{ARN, add, ready};
use crate::testing::world::REGION;

/// Workspaces and what they are made of.
pub(crate) fn with_networks() -> Customer {
    let mut customer = Customer::new();
    let mut workspace = customer.private();
    let key = customer.key(&["MANAGED_SERVICES", "STORAGE"]).id("customer_managed_key_id");
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    workspace["storage_customer_managed_key_id"] = json!(key);
    let config = json!({ "name": "config", "region": REGION });
    let config =
        customer.post("network-connectivity-configs", &config).id("network_connectivity_config_id");
    workspace["network_connectivity_config_id"] = json!(config);
    let workspace = customer.post("workspaces", &workspace).id("workspace_id");
    let rule = json!({ "endpoint_service": "com.amazonaws.eu-west-1.s3", "resource_names": ["a"] });
    let rules = format!("network-connectivity-configs/{config}/private-endpoint-rules");
    customer.post(&rules, &rule).ok();
    let policy = json!({ "network_policy_id": "strict" });
    customer.post("network-policies", &policy).ok();
    customer.call("PUT", &format!("workspaces/{workspace}/network"), &policy).ok();
    let endpoints = customer.get("vpc-endpoints").ok();
    let settings = json!({
        "private_access_settings_name": "named", "region": REGION,
        "private_access_level": "ENDPOINT",
        "allowed_vpc_endpoint_ids": [endpoints[0]["vpc_endpoint_id"]],
    });
    customer.post("private-access-settings", &settings).ok();
    customer
}

/// Identities, and what they have in a workspace.
pub(crate) fn with_people() -> Customer {
    let mut it = ready();
    add(&mut it, &json!({})).ok();
    let mut identity = |segment: &str, body: &Value| {
        it.customer.post(&format!("scim/v2/{segment}"), body).id("id")
    };
    let people = [
        ("Groups", identity("Groups", &json!({ "displayName": "inner" }))),
        ("Users", identity("Users", &json!({ "userName": "ada@example.com" }))),
        ("ServicePrincipals", identity("ServicePrincipals", &json!({ "displayName": "robot" }))),
    ];
    let members: Value = people.iter().map(|(_, id)| json!({ "value": id })).collect();
    identity("Groups", &json!({ "displayName": "outer", "members": members }));
    for (segment, id) in &people {
        it.assign(id, &["USER"]).ok();
        let role = json!({ "op": "add", "path": "roles", "value": [{ "value": ARN }] });
        let path = format!("preview/scim/v2/{segment}/{id}");
        it.call("PATCH", &path, &json!({ "Operations": [role] })).ok();
    }
    with_settings(&mut it);
    it.customer
}

fn with_settings(it: &mut Inside) {
    let policy = json!({ "name": "small", "definition": "{}" });
    let policy = it.call("POST", "policies/clusters/create", &policy).id("policy_id");
    let entry = json!({ "group_name": "users", "permission_level": "CAN_USE" });
    let path = format!("permissions/cluster-policies/{policy}");
    it.call("PUT", &path, &json!({ "access_control_list": [entry] })).ok();
    let warehouses = json!({ "security_policy": "NONE", "data_access_config": [] });
    it.call("PUT", "sql/config/warehouses", &warehouses).ok();
    it.call("PATCH", "workspace-conf", &json!({ "enableIpAccessLists": "true" })).ok();
    let list = json!({ "label": "all", "list_type": "ALLOW", "ip_addresses": ["203.0.113.0/24"] });
    it.call("POST", "ip-access-lists", &list).ok();
    let setting = |etag: &Value| {
        json!({
            "allow_missing": true, "field_mask": "disable_legacy_dbfs.value",
            "setting": { "disable_legacy_dbfs": { "value": true }, "etag": etag },
        })
    };
    let path = "settings/types/disable_legacy_dbfs/names/default";
    let stale = it.call("PATCH", path, &setting(&json!("")));
    it.call("PATCH", path, &setting(&stale.body["details"][0]["metadata"]["etag"])).ok();
}

/// What is in a metastore.
pub(crate) fn with_data() -> Customer {
    let mut lake = Lake::with_catalog();
    let silver =
        json!({ "catalog_name": "lake", "name": "silver", "storage_root": "s3://lake/silver" });
    lake.post("schemas", &silver).ok();
    let files = json!({
        "catalog_name": "lake", "schema_name": "bronze", "name": "files",
        "volume_type": "EXTERNAL", "storage_location": "s3://lake/files",
    });
    lake.post("volumes", &files).ok();
    let metastore = lake.metastore();
    lake.call("PUT", &format!("metastores/{metastore}/systemschemas/access"), &json!({})).ok();
    let workspace: u64 = lake.workspace.parse().unwrap();
    for kind in ["catalog", "external_location", "storage_credential"] {
        let bind = json!({ "add": [{ "workspace_id": workspace }] });
        lake.patch(&format!("bindings/{kind}/lake"), &bind).ok();
    }
    for (kind, name, privilege) in [
        ("metastore", metastore.as_str(), "CREATE_CATALOG"),
        ("catalog", "lake", "USE_CATALOG"),
        ("schema", "lake.bronze", "USE_SCHEMA"),
        ("volume", "lake.bronze.files", "READ_VOLUME"),
        ("external_location", "lake", "BROWSE"),
        ("storage_credential", "lake", "READ_FILES"),
    ] {
        let change = json!({ "principal": "account users", "add": [privilege] });
        lake.patch(&format!("permissions/{kind}/{name}"), &json!({ "changes": [change] })).ok();
    }
    lake.customer
}
