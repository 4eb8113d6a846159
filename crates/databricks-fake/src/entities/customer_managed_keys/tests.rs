use serde_json::json;

use crate::settings::{Settings, Tier};
use crate::testing::estate::Estate;
use crate::testing::world::KEY;

const BOTH: [&str; 2] = ["MANAGED_SERVICES", "STORAGE"];
const INVALID: &str = "INVALID_PARAMETER_VALUE";

#[test]
fn a_key_that_admits_databricks_is_registered() {
    let mut estate = Estate::new();
    let key = estate.key(&BOTH).ok();
    assert_eq!(key["aws_key_info"]["key_region"], "eu-west-1");
    assert_eq!(key["use_cases"], json!(BOTH));
}

#[test]
fn keys_need_enterprise() {
    let mut estate = Estate::with(Settings { tier: Tier::Premium, ..Settings::default() });
    estate.key(&BOTH).refused("PERMISSION_DENIED", &["ENTERPRISE"]);
}

#[test]
fn a_key_must_be_for_something_known() {
    Estate::new().key(&["BACKUP"]).refused("MALFORMED_REQUEST", &["BACKUP"]);
    let nothing = ["Missing required parameters: use_cases"];
    Estate::new().key(&[]).refused("MALFORMED_REQUEST", &nothing);
}

#[test]
fn a_key_that_is_not_there_is_refused() {
    let mut estate = Estate::new();
    estate.aws.keys.clear();
    estate.key(&BOTH).refused(INVALID, &["there is no key", KEY]);
}

#[test]
fn a_disabled_key_is_refused() {
    let mut estate = Estate::new();
    estate.aws.keys[0].enabled = false;
    estate.key(&BOTH).refused(INVALID, &["disabled"]);
}

#[test]
fn a_key_that_signs_is_refused() {
    let mut estate = Estate::new();
    estate.aws.keys[0].usage = "SIGN_VERIFY".to_owned();
    estate.key(&BOTH).refused(INVALID, &["SIGN_VERIFY"]);
}

#[test]
fn a_key_that_does_not_admit_databricks_is_refused() {
    let mut estate = Estate::new();
    estate.aws.keys[0].policy["Statement"].as_array_mut().unwrap().remove(1);
    estate
        .key(&["MANAGED_SERVICES"])
        .refused(INVALID, &["kms:Encrypt, kms:Decrypt", "414351767826"]);
}

#[test]
fn a_key_for_services_alone_is_not_good_for_storage() {
    let mut estate = Estate::new();
    estate.aws.keys[0].policy["Statement"][1]["Action"] = json!(["kms:Encrypt", "kms:Decrypt"]);
    estate.key(&["STORAGE"]).refused(INVALID, &["kms:GenerateDataKey", "STORAGE"]);
    estate.key(&["MANAGED_SERVICES"]).ok();
}

#[test]
fn a_workspace_takes_a_key_for_what_it_is_registered() {
    let mut estate = Estate::new();
    let mut workspace = estate.own();
    let key = estate.key(&["MANAGED_SERVICES"]).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    estate.post("workspaces", &workspace).refused(INVALID, &["not registered for STORAGE"]);
    workspace.as_object_mut().unwrap().remove("storage_customer_managed_key_id");
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    estate.post("workspaces", &workspace).ok();
}

#[test]
fn a_workspace_takes_no_key_that_nobody_registered() {
    let mut estate = Estate::new();
    let mut workspace = estate.own();
    workspace["storage_customer_managed_key_id"] = json!("account/key");
    let message = ["Invalid customerManagedKeyId: account/key"];
    estate.post("workspaces", &workspace).refused("MALFORMED_REQUEST", &message);
}

#[test]
fn a_workspace_with_keys_needs_enterprise() {
    let mut estate = Estate::new();
    let mut workspace = estate.own();
    let key = estate.key(&BOTH).id("customer_managed_key_id");
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    workspace["pricing_tier"] = json!("PREMIUM");
    estate.post("workspaces", &workspace).refused(INVALID, &["ENTERPRISE"]);
}

#[test]
fn a_key_is_of_the_region_of_the_workspace() {
    let mut estate = Estate::new();
    let mut workspace = estate.own();
    let key = estate.key(&BOTH).id("customer_managed_key_id");
    estate.aws.keys[0].region = "eu-central-1".to_owned();
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    estate.post("workspaces", &workspace).refused(INVALID, &["not in eu-west-1"]);
}

#[test]
fn a_storage_key_admits_the_role_that_makes_volumes() {
    let mut estate = Estate::new();
    let mut workspace = estate.own();
    let key = estate.key(&BOTH).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    let statements = estate.aws.keys[0].policy["Statement"].as_array_mut().unwrap();
    let volumes = statements.pop().unwrap();
    let answer = estate.post("workspaces", &workspace);
    answer.refused(INVALID, &["role/customer", "kms:CreateGrant", "volumes"]);
    estate.aws.keys[0].policy["Statement"].as_array_mut().unwrap().push(volumes);
    estate.post("workspaces", &workspace).ok();
}
