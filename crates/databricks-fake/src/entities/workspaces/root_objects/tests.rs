use serde_json::{Value, json};

use crate::effect::{Effect, Object};
use crate::testing::estate::Estate;
use crate::testing::world::{AWS, REGION};

/// The id of a workspace of which nobody has asked what became of it.
fn created(estate: &mut Estate) -> String {
    let workspace = estate.managed();
    estate.post("workspaces", &workspace).id("workspace_id")
}

fn read(estate: &mut Estate, id: &str) -> Value {
    estate.get(&format!("workspaces/{id}")).ok()
}

#[test]
fn a_workspace_that_runs_writes_to_its_root_bucket_once() {
    let mut estate = Estate::new();
    let id = created(&mut estate);
    assert_eq!(estate.databricks.take_effects(), []);
    read(&mut estate, &id);
    read(&mut estate, &id);
    let written = Object {
        account: AWS.to_owned(),
        region: REGION.to_owned(),
        bucket: "other-root".to_owned(),
        key: format!("{REGION}-prod/{id}/FileStore/rehearsal"),
    };
    assert_eq!(estate.databricks.take_effects(), [Effect::PutObject(written)]);
    assert_eq!(estate.databricks.take_effects(), []);
}

#[test]
fn a_workspace_that_failed_writes_nothing() {
    let mut estate = Estate::new();
    estate.aws.vpcs[0].dns_hostnames = false;
    let workspace = estate.own();
    assert_eq!(estate.outcome(&workspace).0, "FAILED");
    assert_eq!(estate.databricks.take_effects(), []);
}

#[test]
fn a_serverless_workspace_has_no_bucket_to_write_to() {
    let mut estate = Estate::new();
    let workspace = json!({
        "workspace_name": "serverless", "aws_region": REGION, "compute_mode": "SERVERLESS",
    });
    assert_eq!(estate.outcome(&workspace).0, "RUNNING");
    assert_eq!(estate.databricks.take_effects(), []);
}

#[test]
fn what_was_written_stays_when_the_workspace_goes() {
    let mut estate = Estate::new();
    let id = created(&mut estate);
    read(&mut estate, &id);
    estate.databricks.take_effects();
    estate.call("DELETE", &format!("workspaces/{id}"), &json!(null)).ok();
    assert_eq!(estate.databricks.take_effects(), []);
}
