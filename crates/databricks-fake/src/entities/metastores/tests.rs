use serde_json::{Value, json};

use crate::testing::customer::Customer;

fn metastore_of(name: &str, region: &str) -> Value {
    json!({ "metastore_info": { "name": name, "region": region } })
}

fn created(customer: &mut Customer, region: &str) -> String {
    let answer = customer.post("metastores", &metastore_of(region, region)).ok();
    answer["metastore_info"]["metastore_id"].as_str().unwrap().to_owned()
}

fn assigned(customer: &mut Customer, region: &str) -> (String, String) {
    let id = created(customer, region);
    let workspace = customer.managed();
    let workspace = customer.post("workspaces", &workspace).id("workspace_id");
    (workspace, id)
}

#[test]
fn a_metastore_is_read_in_its_envelope() {
    let mut customer = Customer::new();
    let id = created(&mut customer, "eu-west-1");
    let read = customer.get(&format!("metastores/{id}")).ok();
    assert_eq!(read["metastore_info"]["global_metastore_id"], format!("aws:eu-west-1:{id}"));
    assert_eq!(customer.get("metastores").ok()["metastores"][0], read["metastore_info"]);
}

#[test]
fn a_region_has_one_metastore() {
    let mut customer = Customer::new();
    created(&mut customer, "eu-west-1");
    let answer = customer.post("metastores", &metastore_of("second", "eu-west-1"));
    answer.refused(
        "INVALID_PARAMETER_VALUE",
        &["reached the limit for metastores in region eu-west-1"],
    );
    created(&mut customer, "eu-central-1");
    let answer = customer.post("metastores", &metastore_of("eu-west-1", "us-east-1"));
    answer.refused("RESOURCE_ALREADY_EXISTS", &["Metastore with the name"]);
}

#[test]
fn a_metastore_stays_in_its_region() {
    let mut customer = Customer::new();
    let path = format!("metastores/{}", created(&mut customer, "eu-west-1"));
    let move_it = json!({ "metastore_info": { "region": "eu-central-1" } });
    customer.call("PUT", &path, &move_it).refused("INVALID_PARAMETER_VALUE", &["region"]);
    let owner = json!({ "metastore_info": { "owner": "admins" } });
    assert_eq!(customer.call("PUT", &path, &owner).ok()["metastore_info"]["owner"], "admins");
}

#[test]
fn sharing_with_others_needs_a_lifetime() {
    let mut customer = Customer::new();
    let path = format!("metastores/{}", created(&mut customer, "eu-west-1"));
    let mut share = json!({ "metastore_info": { "delta_sharing_scope": "INTERNAL_AND_EXTERNAL" } });
    customer.call("PUT", &path, &share).refused("INVALID_PARAMETER_VALUE", &["lifetime"]);
    share["metastore_info"]["delta_sharing_recipient_token_lifetime_in_seconds"] = json!(60);
    customer.call("PUT", &path, &share).ok();
}

#[test]
fn a_workspace_is_assigned_and_unassigned() {
    let mut customer = Customer::new();
    let (workspace, metastore) = assigned(&mut customer, "eu-west-1");
    let path = format!("workspaces/{workspace}/metastores/{metastore}");
    let read = format!("workspaces/{workspace}/metastore");
    customer.post(&path, &json!({})).ok();
    assert_eq!(customer.get(&read).ok()["metastore_assignment"]["metastore_id"], metastore);
    let workspaces = customer.get(&format!("metastores/{metastore}/workspaces")).ok();
    assert_eq!(workspaces["workspace_ids"][0].to_string(), workspace);
    customer.delete(&path).ok();
    assert_eq!(customer.get(&read).status, 404);
}

#[test]
fn a_workspace_takes_a_metastore_of_its_region() {
    let mut customer = Customer::new();
    let (workspace, metastore) = assigned(&mut customer, "eu-central-1");
    let answer =
        customer.post(&format!("workspaces/{workspace}/metastores/{metastore}"), &json!({}));
    answer.refused("INVALID_PARAMETER_VALUE", &["eu-west-1", "eu-central-1"]);
}

#[test]
fn a_metastore_in_use_is_deleted_by_force_only() {
    let mut customer = Customer::new();
    let (workspace, metastore) = assigned(&mut customer, "eu-west-1");
    customer.post(&format!("workspaces/{workspace}/metastores/{metastore}"), &json!({})).ok();
    let path = format!("metastores/{metastore}");
    customer.delete(&path).refused("INVALID_STATE", &["being used by workspace", &workspace]);
    customer.delete(&format!("{path}?force=true")).ok();
    assert_eq!(customer.get(&format!("workspaces/{workspace}/metastore")).status, 404);
}

/// The metastore that a new workspace has, and who owns it.
fn found(customer: &mut Customer) -> Value {
    let workspace = customer.managed();
    let workspace = customer.post("workspaces", &workspace).id("workspace_id");
    let assigned = customer.get(&format!("workspaces/{workspace}/metastore")).ok();
    let id = assigned["metastore_assignment"]["metastore_id"].as_str().unwrap().to_owned();
    customer.get(&format!("metastores/{id}")).ok()["metastore_info"].clone()
}

#[test]
fn the_first_workspace_of_a_region_brings_a_metastore() {
    let mut customer = Customer::new();
    let metastore = found(&mut customer);
    assert_eq!(metastore["name"], "metastore_aws_eu_west_1");
    assert_eq!(metastore["owner"], "System user");
    let late = customer.post("metastores", &metastore_of("late", "eu-west-1"));
    late.refused("INVALID_PARAMETER_VALUE", &["reached the limit", "metastore_aws_eu_west_1"]);
}

#[test]
fn a_metastore_of_ours_is_assigned_by_us() {
    let mut customer = Customer::new();
    let id = created(&mut customer, "eu-west-1");
    let workspace = customer.managed();
    let workspace = customer.post("workspaces", &workspace).id("workspace_id");
    let path = format!("workspaces/{workspace}/metastore");
    assert_eq!(customer.get(&path).status, 404);
    customer.post(&format!("workspaces/{workspace}/metastores/{id}"), &json!({})).ok();
    assert_eq!(customer.get(&path).ok()["metastore_assignment"]["metastore_id"], id);
}

#[test]
fn what_databricks_made_is_no_leftover() {
    let mut customer = Customer::new();
    let workspace = customer.managed();
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    customer.delete(&format!("workspaces/{id}")).ok();
    let left = customer.databricks.leftovers();
    assert!(left.iter().all(|it| !it.kind.starts_with("metastore")), "{left:?}");
    assert_eq!(customer.get(&format!("workspaces/{id}/metastore")).status, 404);
}

#[test]
fn an_assignment_goes_with_its_workspace() {
    let mut customer = Customer::new();
    let (workspace, metastore) = assigned(&mut customer, "eu-west-1");
    customer.post(&format!("workspaces/{workspace}/metastores/{metastore}"), &json!({})).ok();
    customer.delete(&format!("workspaces/{workspace}")).ok();
    customer.delete(&format!("metastores/{metastore}")).ok();
}
