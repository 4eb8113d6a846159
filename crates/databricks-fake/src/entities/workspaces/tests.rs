use serde_json::{Value, json};

use crate::settings::{Settings, Tier};
use crate::testing::customer::{Customer, credentials, network, storage};

const INVALID: &str = "INVALID_PARAMETER_VALUE";
const MALFORMED: &str = "MALFORMED_REQUEST";

fn refused(customer: &mut Customer, workspace: &Value, code: &str, parts: &[&str]) {
    customer.post("workspaces", workspace).refused(code, parts);
}

/// Another of the same network's world: other names, bucket, subnets and security group.
fn second(customer: &mut Customer, first: &Value) -> Value {
    let mut network = network();
    network["network_name"] = json!("second");
    network["subnet_ids"] = json!(["subnet-b", "subnet-c"]);
    network["security_group_ids"] = json!(["sg-2"]);
    let mut second = first.clone();
    second["workspace_name"] = json!("second");
    second["network_id"] = json!(customer.post("networks", &network).id("network_id"));
    second
}

#[test]
fn a_workspace_is_provisioned_and_then_runs() {
    let mut customer = Customer::new();
    for workspace in [customer.own(), customer.managed()] {
        let created = customer.post("workspaces", &workspace).ok();
        assert_eq!(created["workspace_status"], "PROVISIONING");
        let read = customer.get(&format!("workspaces/{}", created["workspace_id"])).ok();
        assert_eq!(read["workspace_status"], "RUNNING", "{read}");
        assert_eq!(read["pricing_tier"], "ENTERPRISE");
        assert_eq!(read["compute_mode"], "HYBRID");
        assert_eq!(read.get("is_no_public_ip_enabled"), None);
    }
}

#[test]
fn a_restricted_role_is_good_for_its_network() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let restricted = customer.post("credentials", &credentials("restricted")).id("credentials_id");
    workspace["credentials_id"] = json!(restricted);
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
}

#[test]
fn a_restricted_role_is_not_good_for_another_network() {
    let mut customer = Customer::new();
    let own = customer.own();
    let mut workspace = second(&mut customer, &own);
    let restricted = customer.post("credentials", &credentials("restricted")).id("credentials_id");
    workspace["credentials_id"] = json!(restricted);
    let parts = ["Failed credentials validation checks: ", "Authorize Security Group Egress"];
    refused(&mut customer, &workspace, MALFORMED, &parts);
}

#[test]
fn a_role_for_our_vpc_cannot_make_one() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace["credentials_id"] = json!(customer.credentials("customer").id("credentials_id"));
    let parts = ["Failed credentials validation checks: Allocate Address", "Create Vpc"];
    refused(&mut customer, &workspace, MALFORMED, &parts);
}

#[test]
fn a_role_that_lost_its_trust_fails_every_check() {
    let mut customer = Customer::new();
    let workspace = customer.own();
    customer.aws.roles[0].trust["Statement"] = json!([]);
    let parts = ["Failed credentials validation checks: ", "Describe Vpcs", "Run Instances"];
    refused(&mut customer, &workspace, MALFORMED, &parts);
}

#[test]
fn parts_that_nobody_registered_are_refused() {
    for field in ["credentials_id", "storage_configuration_id", "network_id"] {
        let mut customer = Customer::new();
        let mut workspace = customer.own();
        workspace[field] = json!("11111111-2222-4333-8444-555555555555");
        refused(&mut customer, &workspace, MALFORMED, &[&format!("Invalid {field}")]);
    }
}

#[test]
fn a_classic_workspace_needs_credentials_and_storage() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace.as_object_mut().unwrap().remove("storage_configuration_id");
    refused(&mut customer, &workspace, MALFORMED, &["Missing", "storage_configuration_id"]);
}

#[test]
fn regions_are_those_of_the_console() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace["aws_region"] = json!("eu-north-1");
    refused(&mut customer, &workspace, INVALID, &["eu-north-1"]);
    workspace["aws_region"] = json!("us-gov-west-1");
    refused(&mut customer, &workspace, INVALID, &["us-gov-west-1"]);
}

#[test]
fn a_tier_is_known_and_not_above_that_of_the_account() {
    let mut customer = Customer::with(Settings { tier: Tier::Premium, ..Settings::default() });
    let mut workspace = customer.managed();
    workspace["pricing_tier"] = json!("ENTERPRISE");
    refused(&mut customer, &workspace, INVALID, &["not entitled", "ENTERPRISE"]);
    workspace["pricing_tier"] = json!("GOLD");
    refused(&mut customer, &workspace, INVALID, &["GOLD"]);
    workspace["pricing_tier"] = json!("premium");
    assert_eq!(customer.post("workspaces", &workspace).ok()["pricing_tier"], "PREMIUM");
}

#[test]
fn our_vpc_needs_premium() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    workspace["pricing_tier"] = json!("STANDARD");
    refused(&mut customer, &workspace, INVALID, &["PREMIUM"]);
}

#[test]
fn names_have_up_to_a_hundred_characters_and_are_unique() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace["workspace_name"] = json!("x".repeat(101));
    refused(&mut customer, &workspace, INVALID, &["1 to 100"]);
    workspace["workspace_name"] = json!("x".repeat(100));
    customer.post("workspaces", &workspace).ok();
    refused(&mut customer, &workspace, "RESOURCE_ALREADY_EXISTS", &["Workspace with the name"]);
}

#[test]
fn a_deployment_is_named_where_a_prefix_is_registered() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace["deployment_name"] = json!("one");
    let parts = ["Deployment name cannot be used until a deployment name prefix is defined"];
    refused(&mut customer, &workspace, INVALID, &parts);

    let prefix = Some("acme".to_owned());
    let mut customer =
        Customer::with(Settings { deployment_prefix: prefix, ..Settings::default() });
    let mut workspace = customer.managed();
    workspace["deployment_name"] = json!("a_b");
    refused(&mut customer, &workspace, INVALID, &["a_b"]);
    workspace["deployment_name"] = json!("one");
    let created = customer.post("workspaces", &workspace).ok();
    assert_eq!(created["deployment_name"], "acme-one");
    workspace["workspace_name"] = json!("other");
    refused(&mut customer, &workspace, "RESOURCE_ALREADY_EXISTS", &["acme-one"]);
}

#[test]
fn tags_have_their_lengths() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace["custom_tags"] = json!({ "k": "x".repeat(256) });
    refused(&mut customer, &workspace, INVALID, &["custom_tags"]);
    workspace["custom_tags"] = json!({ "k": "x".repeat(255) });
    customer.post("workspaces", &workspace).ok();
}

#[test]
fn a_serverless_workspace_has_no_classic_parts() {
    let mut customer = Customer::new();
    let mut workspace = customer.managed();
    workspace["compute_mode"] = json!("SERVERLESS");
    refused(&mut customer, &workspace, INVALID, &["credentials_id", "serverless"]);
    workspace.as_object_mut().unwrap().remove("credentials_id");
    workspace.as_object_mut().unwrap().remove("storage_configuration_id");
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
}

#[test]
fn a_network_is_for_one_workspace() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    customer.post("workspaces", &workspace).ok();
    workspace["workspace_name"] = json!("second");
    refused(&mut customer, &workspace, INVALID, &["Network", "already used by workspace"]);
}

#[test]
fn subnets_are_for_one_workspace_but_a_second_configuration_may_name_them() {
    let mut customer = Customer::new();
    let own = customer.own();
    let workspace = second(&mut customer, &own);
    customer.post("workspaces", &own).ok();
    refused(&mut customer, &workspace, INVALID, &["Subnet subnet-b is already used by workspace"]);
}

#[test]
fn security_groups_are_for_one_workspace() {
    let mut customer = Customer::new();
    let own = customer.own();
    let mut other = network();
    other["network_name"] = json!("other");
    other["subnet_ids"] = json!(["subnet-c", "subnet-d"]);
    let mut workspace = own.clone();
    workspace["workspace_name"] = json!("second");
    workspace["network_id"] = json!(customer.post("networks", &other).id("network_id"));
    customer.post("workspaces", &own).ok();
    refused(&mut customer, &workspace, INVALID, &["Security group sg-1 is already used"]);
}

#[test]
fn a_network_is_replaced_while_the_workspace_runs() {
    let mut customer = Customer::new();
    let own = customer.own();
    let path = customer.running(&own);
    let other = second(&mut customer, &own)["network_id"].clone();
    customer
        .call("PATCH", &format!("{path}?update_mask=network_id"), &json!({ "network_id": other }))
        .ok();
    let read = customer.get(&path).ok();
    assert_eq!((&read["network_id"], &read["workspace_status"]), (&other, &json!("RUNNING")));
    customer.delete(&format!("networks/{}", own["network_id"].as_str().unwrap())).ok();
}

#[test]
fn what_is_immutable_stays() {
    let mut customer = Customer::new();
    let managed = customer.managed();
    let path = customer.running(&managed);
    let other =
        customer.post("storage-configurations", &storage("root")).id("storage_configuration_id");
    for change in [
        json!({ "storage_configuration_id": other }),
        json!({ "aws_region": "eu-central-1" }),
        json!({ "workspace_name": "other" }),
    ] {
        customer.call("PATCH", &path, &change).refused(INVALID, &["cannot be changed"]);
    }
    customer.call("PATCH", &path, &json!({ "custom_tags": { "a": "b" } })).ok();
    assert_eq!(customer.get(&path).ok()["custom_tags"], json!({ "a": "b" }));
}

#[test]
fn a_mask_names_what_changes() {
    let mut customer = Customer::new();
    let managed = customer.managed();
    let path = customer.running(&managed);
    let tags = json!({ "custom_tags": { "a": "b" } });
    customer
        .call("PATCH", &format!("{path}?update_mask=network_id"), &tags)
        .refused(INVALID, &["network_id"]);
    let both = json!({ "custom_tags": { "a": "b" }, "network_id": "x" });
    let masked = format!("{path}?update_mask=custom_tags");
    customer.call("PATCH", &masked, &both).refused(INVALID, &["does not name network_id"]);
}

#[test]
fn private_link_needs_all_of_it() {
    let mut customer = Customer::new();
    let private = customer.private();
    let with = |field: &str, value: Value| {
        let mut workspace = private.clone();
        workspace[field] = value;
        workspace
    };
    let failed = "Cannot create PrivateLink workspace: ";
    let without = with("private_access_settings_id", json!(""));
    refused(&mut customer, &without, MALFORMED, &[failed, "private_access_settings_id"]);
    let premium = with("pricing_tier", json!("PREMIUM"));
    refused(&mut customer, &premium, MALFORMED, &[failed, "ENTERPRISE"]);
    let managed = with("network_id", json!(""));
    refused(&mut customer, &managed, MALFORMED, &[failed, "network_id"]);
    customer.post("workspaces", &private).ok();
}

#[test]
fn private_access_is_of_the_region_of_the_workspace() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let elsewhere = json!({
        "private_access_settings_name": "elsewhere", "region": "eu-central-1",
        "public_access_enabled": true,
    });
    let elsewhere = customer.post("private-access-settings", &elsewhere);
    workspace["private_access_settings_id"] = json!(elsewhere.id("private_access_settings_id"));
    refused(&mut customer, &workspace, MALFORMED, &["Cannot create PrivateLink", "another region"]);
}

#[test]
fn without_public_access_the_network_needs_its_endpoints() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let closed = customer.private_access(&json!(false)).id("private_access_settings_id");
    workspace["private_access_settings_id"] = json!(closed);
    refused(&mut customer, &workspace, MALFORMED, &["without public access"]);
    let open = json!({
        "private_access_settings_name": "open-to-all", "region": "eu-west-1",
        "public_access_enabled": true,
    });
    let open = customer.post("private-access-settings", &open).id("private_access_settings_id");
    workspace["private_access_settings_id"] = json!(open);
    customer.post("workspaces", &workspace).ok();
}
