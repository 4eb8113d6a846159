use serde_json::{Value, json};

use crate::testing::customer::{ACCOUNT, Customer, credentials, network};

#[test]
fn ids_are_uuids_and_integers_of_sixteen_digits() {
    let mut customer = Customer::new();
    let id = customer.network().id("network_id");
    let lengths: Vec<_> = id.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    let workspace = customer.managed();
    let workspace = customer.post("workspaces", &workspace).ok();
    assert_eq!(workspace["workspace_id"].as_u64().unwrap().to_string().len(), 16);
    let name = workspace["deployment_name"].as_str().unwrap();
    let lengths: Vec<_> = name.split('-').map(str::len).collect();
    assert_eq!(lengths, [3, 8, 4]);
}

#[test]
fn an_object_is_read_alone_and_in_its_list() {
    let mut customer = Customer::new();
    let id = customer.network().id("network_id");
    let alone = customer.get(&format!("networks/{id}")).ok();
    assert_eq!(alone["vpc_id"], "vpc-1");
    assert_eq!(alone["account_id"], ACCOUNT);
    assert_eq!(alone["creation_time"], 1_000_000_000);
    assert_eq!(customer.get("networks").ok(), json!([alone]));
}

#[test]
fn a_name_is_taken_once() {
    let mut customer = Customer::new();
    customer.network().ok();
    customer.network().refused("RESOURCE_ALREADY_EXISTS", &["Network with the name network"]);
    let mut other = network();
    other["network_name"] = json!("other");
    customer.post("networks", &other).ok();
}

#[test]
fn a_name_has_its_length() {
    let mut customer = Customer::new();
    let mut short = network();
    short["network_name"] = json!("abc");
    customer.post("networks", &short).refused("INVALID_PARAMETER_VALUE", &["4 to 256", "3"]);
}

#[test]
fn a_field_that_is_missing_is_named() {
    let mut customer = Customer::new();
    let mut without = credentials("customer");
    without.as_object_mut().unwrap().remove("aws_credentials");
    let answer = customer.post("credentials", &without);
    answer.refused("MALFORMED_REQUEST", &["Missing required parameters: aws_credentials"]);
}

#[test]
fn a_field_that_nobody_knows_is_not_dropped_in_silence() {
    let mut customer = Customer::new();
    let mut more = network();
    more["subnets"] = json!(["subnet-a"]);
    customer.post("networks", &more).refused("MALFORMED_REQUEST", &["the field subnets"]);
    more["subnets"] = json!("");
    customer.post("networks", &more).ok();
}

#[test]
fn the_account_of_the_body_is_that_of_the_path() {
    let mut customer = Customer::new();
    let mut other = network();
    other["account_id"] = json!("11111111-2222-4333-8444-555555555555");
    customer.post("networks", &other).refused("MALFORMED_REQUEST", &["account_id"]);
}

#[test]
fn a_network_cannot_be_changed() {
    let mut customer = Customer::new();
    let id = customer.network().id("network_id");
    let answer = customer.call("PATCH", &format!("networks/{id}"), &json!({ "vpc_id": "vpc-2" }));
    answer.refused("NOT_SIMULATED", &["PATCH"]);
}

#[test]
fn what_a_workspace_uses_is_not_deleted() {
    let mut customer = Customer::new();
    let mut workspace = customer.private();
    let key = customer.key(&["MANAGED_SERVICES", "STORAGE"]).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    let paths = [
        ("credentials", "credentials_id"),
        ("storage-configurations", "storage_configuration_id"),
        ("networks", "network_id"),
        ("private-access-settings", "private_access_settings_id"),
        ("customer-managed-keys", "storage_customer_managed_key_id"),
    ];
    let path = |(collection, field): (&str, &str), of: &Value| {
        format!("{collection}/{}", of[field].as_str().unwrap())
    };
    for used in paths {
        let answer = customer.delete(&path(used, &workspace));
        assert_eq!(answer.status, 409);
        let user = format!("is being used by active workspace {id}");
        answer.refused("INVALID_STATE", &["Unable to delete, ", &user]);
    }
    customer.delete(&format!("workspaces/{id}")).ok();
    for used in paths {
        customer.delete(&path(used, &workspace)).ok();
    }
}
