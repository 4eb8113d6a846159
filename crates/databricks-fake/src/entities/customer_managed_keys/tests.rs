use serde_json::{Value, json};

use crate::facts::Policy;
use crate::settings::{Settings, Tier};
use crate::testing::customer::Customer;
use crate::testing::world::{AWS, KEY};

const BOTH: [&str; 2] = ["MANAGED_SERVICES", "STORAGE"];
const INVALID: &str = "INVALID_PARAMETER_VALUE";

#[test]
fn a_key_that_admits_databricks_is_registered() {
    let mut customer = Customer::new();
    let key = customer.key(&BOTH).ok();
    assert_eq!(key["aws_key_info"]["key_region"], "eu-west-1");
    assert_eq!(key["use_cases"], json!(BOTH));
}

#[test]
fn keys_need_enterprise() {
    let mut customer = Customer::with(Settings { tier: Tier::Premium, ..Settings::default() });
    customer.key(&BOTH).refused("PERMISSION_DENIED", &["ENTERPRISE"]);
}

#[test]
fn a_key_must_be_for_something_known() {
    Customer::new().key(&["BACKUP"]).refused("MALFORMED_REQUEST", &["BACKUP"]);
    let nothing = ["Missing required parameters: use_cases"];
    Customer::new().key(&[]).refused("MALFORMED_REQUEST", &nothing);
}

#[test]
fn a_key_that_is_not_there_is_refused() {
    let mut customer = Customer::new();
    customer.aws.keys.clear();
    customer.key(&BOTH).refused(INVALID, &["there is no key", KEY]);
}

#[test]
fn a_key_that_is_disabled_or_pending_deletion_is_refused() {
    let mut customer = Customer::new();
    for (state, words) in [("Disabled", "is disabled"), ("PendingDeletion", "is pending deletion")]
    {
        customer.aws.keys[0].state = state.to_owned();
        customer.key(&BOTH).refused(INVALID, &[words]);
    }
}

#[test]
fn a_workspace_is_not_changed_while_its_key_is_pending_deletion() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let key = customer.key(&BOTH).id("customer_managed_key_id");
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    let path = customer.running(&workspace);
    let tags = json!({ "custom_tags": { "a": "b" } });
    customer.aws.keys[0].state = "PendingDeletion".to_owned();
    customer.call("PATCH", &path, &tags).refused(INVALID, &["is pending deletion"]);
    customer.aws.keys[0].state = "Enabled".to_owned();
    customer.call("PATCH", &path, &tags).ok();
}

#[test]
fn a_key_that_signs_is_refused() {
    let mut customer = Customer::new();
    customer.aws.keys[0].usage = "SIGN_VERIFY".to_owned();
    customer.key(&BOTH).refused(INVALID, &["SIGN_VERIFY"]);
}

#[test]
fn a_key_that_does_not_admit_databricks_is_refused() {
    let mut customer = Customer::new();
    customer.aws.keys[0].policy["Statement"].as_array_mut().unwrap().remove(1);
    customer
        .key(&["MANAGED_SERVICES"])
        .refused(INVALID, &["kms:Encrypt, kms:Decrypt", "414351767826"]);
}

#[test]
fn a_key_for_services_alone_is_not_good_for_storage() {
    let mut customer = Customer::new();
    customer.aws.keys[0].policy["Statement"][1]["Action"] = json!(["kms:Encrypt", "kms:Decrypt"]);
    customer.key(&["STORAGE"]).refused(INVALID, &["kms:GenerateDataKey", "STORAGE"]);
    customer.key(&["MANAGED_SERVICES"]).ok();
}

#[test]
fn a_workspace_takes_a_key_for_what_it_is_registered() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let key = customer.key(&["MANAGED_SERVICES"]).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    customer.post("workspaces", &workspace).refused(INVALID, &["not registered for STORAGE"]);
    workspace.as_object_mut().unwrap().remove("storage_customer_managed_key_id");
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    customer.post("workspaces", &workspace).ok();
}

#[test]
fn a_workspace_takes_no_key_that_nobody_registered() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    workspace["storage_customer_managed_key_id"] = json!("account/key");
    let message = ["Invalid customerManagedKeyId: account/key"];
    customer.post("workspaces", &workspace).refused("MALFORMED_REQUEST", &message);
}

#[test]
fn a_workspace_with_keys_needs_enterprise() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let key = customer.key(&BOTH).id("customer_managed_key_id");
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    workspace["pricing_tier"] = json!("PREMIUM");
    customer.post("workspaces", &workspace).refused(INVALID, &["ENTERPRISE"]);
}

#[test]
fn a_key_is_of_the_region_of_the_workspace() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let key = customer.key(&BOTH).id("customer_managed_key_id");
    customer.aws.keys[0].region = "eu-central-1".to_owned();
    workspace["managed_services_customer_managed_key_id"] = json!(key);
    customer.post("workspaces", &workspace).refused(INVALID, &["not in eu-west-1"]);
}

#[test]
fn a_storage_key_admits_the_role_that_makes_volumes() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let key = customer.key(&BOTH).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    let statements = customer.aws.keys[0].policy["Statement"].as_array_mut().unwrap();
    let volumes = statements.pop().unwrap();
    let answer = customer.post("workspaces", &workspace);
    answer.refused(INVALID, &["role/customer", "kms:CreateGrant", "volumes"]);
    customer.aws.keys[0].policy["Statement"].as_array_mut().unwrap().push(volumes);
    customer.post("workspaces", &workspace).ok();
}

#[test]
fn a_storage_key_that_leaves_the_role_to_its_account_takes_the_policy_of_the_role() {
    let mut customer = Customer::new();
    let mut workspace = customer.own();
    let key = customer.key(&BOTH).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    let statement = volumes(&mut customer);
    statement["Principal"] = json!({ "AWS": format!("arn:aws:iam::{AWS}:root") });
    statement["Condition"]["ArnEquals"] =
        json!({ "aws:PrincipalArn": format!("arn:aws:iam::{AWS}:role/customer") });
    let answer = customer.post("workspaces", &workspace);
    answer.refused(INVALID, &["role/customer", "kms:CreateGrant", "volumes"]);
    let policy = Policy { name: "volumes".to_owned(), document: use_of_volumes() };
    customer.aws.roles[0].policies.push(policy);
    customer.post("workspaces", &workspace).ok();
}

#[test]
fn a_storage_key_of_another_account_takes_both_policies() {
    let mut customer = Customer::new();
    customer.aws.keys[0].account = "444455556666".to_owned();
    let mut workspace = customer.own();
    let key = customer.key(&BOTH).id("customer_managed_key_id");
    workspace["storage_customer_managed_key_id"] = json!(key);
    let answer = customer.post("workspaces", &workspace);
    answer.refused(INVALID, &["role/customer", "kms:CreateGrant", "volumes"]);
    let policy = Policy { name: "volumes".to_owned(), document: use_of_volumes() };
    customer.aws.roles[0].policies.push(policy);
    customer.post("workspaces", &workspace).ok();
}

fn volumes(customer: &mut Customer) -> &mut Value {
    customer.aws.keys[0].policy["Statement"].as_array_mut().unwrap().last_mut().unwrap()
}

fn use_of_volumes() -> Value {
    let actions = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"];
    json!({ "Statement": { "Effect": "Allow", "Action": actions, "Resource": KEY } })
}
