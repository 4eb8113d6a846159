use serde_json::{Value, json};

use crate::effect::{Effect, Object};
use crate::testing::customer::Customer;
use crate::testing::world::{AWS, REGION};

/// The id of a workspace of which nobody has asked what became of it.
fn created(customer: &mut Customer) -> String {
    let workspace = customer.managed();
    customer.post("workspaces", &workspace).id("workspace_id")
}

fn read(customer: &mut Customer, id: &str) -> Value {
    customer.get(&format!("workspaces/{id}")).ok()
}

#[test]
fn a_workspace_that_runs_writes_to_its_root_bucket_once() {
    let mut customer = Customer::new();
    let id = created(&mut customer);
    assert_eq!(customer.databricks.take_effects(), []);
    read(&mut customer, &id);
    read(&mut customer, &id);
    let written = Object {
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        bucket: "other-root".to_owned(),
        key: format!("{REGION}-prod/{id}/FileStore/rehearsal"),
    };
    assert_eq!(customer.databricks.take_effects(), [Effect::PutObject(written)]);
    assert_eq!(customer.databricks.take_effects(), []);
}

#[test]
fn a_workspace_that_failed_writes_nothing() {
    let mut customer = Customer::new();
    customer.aws.vpcs[0].dns_hostnames = false;
    let workspace = customer.own();
    assert_eq!(customer.outcome(&workspace).0, "FAILED");
    assert_eq!(customer.databricks.take_effects(), []);
}

#[test]
fn a_serverless_workspace_has_no_bucket_to_write_to() {
    let mut customer = Customer::new();
    let workspace = json!({
        "workspace_name": "serverless", "aws_region": REGION, "compute_mode": "SERVERLESS",
    });
    assert_eq!(customer.outcome(&workspace).0, "RUNNING");
    assert_eq!(customer.databricks.take_effects(), []);
}

#[test]
fn what_was_written_stays_when_the_workspace_goes() {
    let mut customer = Customer::new();
    let id = created(&mut customer);
    read(&mut customer, &id);
    customer.databricks.take_effects();
    customer.call("DELETE", &format!("workspaces/{id}"), &json!(null)).ok();
    assert_eq!(customer.databricks.take_effects(), []);
}
