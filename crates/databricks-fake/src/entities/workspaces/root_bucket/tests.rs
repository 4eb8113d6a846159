use serde_json::{Value, json};

use crate::facts::Encryption;
use crate::testing::customer::{Customer, storage};
use crate::testing::world::KEY;

const FAILED: &str = "Failed storage configuration validation checks: ";

fn refused(customer: &mut Customer, parts: &[&str]) {
    let workspace = customer.managed();
    let answer = customer.post("workspaces", &workspace);
    answer.refused("MALFORMED_REQUEST", &[&[FAILED], parts].concat());
}

/// The statement that admits Databricks, of the bucket of the managed workspace.
fn statement(customer: &mut Customer) -> &mut Value {
    &mut customer.aws.buckets[1].policy.as_mut().unwrap()["Statement"][0]
}

#[test]
fn a_name_that_no_bucket_can_have_is_refused_at_once() {
    let mut customer = Customer::new();
    let answer = customer.post("storage-configurations", &storage("Root_Bucket"));
    answer.refused("INVALID_PARAMETER_VALUE", &["no name of a bucket"]);
}

#[test]
fn a_bucket_is_looked_at_when_a_workspace_uses_it() {
    let mut customer = Customer::new();
    customer.storage("absent-bucket").ok();
    customer.aws.buckets.remove(1);
    refused(
        &mut customer,
        &["List", "Put", "PutWithBucketOwnerFullControl", "Delete", "no bucket"],
    );
}

#[test]
fn a_bucket_of_another_region_is_refused() {
    let mut customer = Customer::new();
    customer.aws.buckets[1].region = "eu-central-1".to_owned();
    refused(&mut customer, &["eu-central-1", "eu-west-1"]);
}

#[test]
fn a_bucket_without_policy_is_refused() {
    let mut customer = Customer::new();
    customer.aws.buckets[1].policy = None;
    refused(&mut customer, &["Access Denied"]);
}

#[test]
fn only_what_the_policy_leaves_out_fails() {
    let mut customer = Customer::new();
    let actions = statement(&mut customer)["Action"].as_array_mut().unwrap();
    actions.retain(|action| *action != "s3:DeleteObject");
    refused(&mut customer, &["checks: Delete -- Access Denied"]);
}

#[test]
fn a_policy_for_another_databricks_account_is_refused() {
    let mut customer = Customer::new();
    let tag = "aws:PrincipalTag/DatabricksAccountId";
    statement(&mut customer)["Condition"]["StringEquals"][tag] = json!("other");
    refused(&mut customer, &["Access Denied"]);
}

#[test]
fn a_policy_without_condition_is_taken() {
    let mut customer = Customer::new();
    statement(&mut customer)["Condition"] = json!({});
    let workspace = customer.managed();
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
}

#[test]
fn a_denial_wins() {
    let mut customer = Customer::new();
    let policy = customer.aws.buckets[1].policy.as_mut().unwrap();
    let statement = &mut policy["Statement"][1];
    statement["Condition"]["Bool"]["aws:SecureTransport"] = json!("true");
    refused(&mut customer, &["List", "Access Denied"]);
}

#[test]
fn a_bucket_encrypted_by_a_key_that_admits_databricks_is_taken() {
    let mut customer = Customer::new();
    let encryption = Encryption { algorithm: "aws:kms".to_owned(), key: Some(KEY.to_owned()) };
    customer.aws.buckets[1].encryption = Some(encryption);
    let workspace = customer.managed();
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
}

#[test]
fn a_bucket_encrypted_by_a_key_that_does_not_is_refused() {
    let mut customer = Customer::new();
    let encryption = Encryption { algorithm: "aws:kms".to_owned(), key: Some(KEY.to_owned()) };
    customer.aws.buckets[1].encryption = Some(encryption);
    customer.aws.keys[0].policy["Statement"].as_array_mut().unwrap().remove(1);
    refused(&mut customer, &["kms:Decrypt", KEY]);
}

#[test]
fn a_bucket_encrypted_by_the_key_of_aws_is_refused() {
    let mut customer = Customer::new();
    customer.aws.buckets[1].encryption =
        Some(Encryption { algorithm: "aws:kms".to_owned(), key: None });
    refused(&mut customer, &["AWS' own key"]);
}
