use serde_json::json;

use crate::testing::estate::{Estate, network};

#[test]
fn an_unknown_path_is_refused_by_name_and_remembered_without_the_account() {
    let mut estate = Estate::new();
    let answer = estate.post("budgets", &json!({}));
    assert_eq!(answer.status, 400);
    answer.refused("NOT_SIMULATED", &["POST", "/budgets"]);
    let refusals = estate.databricks.refusals();
    assert_eq!(refusals.len(), 1);
    assert_eq!(refusals[0].request, "POST /api/2.0/accounts/…/budgets");
}

#[test]
fn reading_what_is_not_there_is_no_refusal() {
    let mut estate = Estate::new();
    let answer = estate.get("networks/11111111-2222-4333-8444-555555555555");
    assert_eq!(answer.status, 404);
    assert!(estate.databricks.refusals().is_empty());
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    let mut estate = Estate::new();
    estate.post("networks", &json!([])).refused("MALFORMED_REQUEST", &["no JSON object"]);
}

#[test]
fn what_is_there_is_seen_and_is_left_over_until_it_is_deleted() {
    let mut estate = Estate::new();
    let id = estate.network().id("network_id");
    let state = estate.databricks.state().to_string();
    assert!(state.contains(&id), "{state}");
    let left = estate.databricks.leftovers();
    assert_eq!((left[0].kind.as_str(), &left[0].id), ("networks", &id));
    estate.delete(&format!("networks/{id}")).ok();
    assert!(estate.databricks.leftovers().is_empty());
}

#[test]
fn the_same_requests_give_the_same_ids_in_any_order() {
    let (mut one, mut other) = (Estate::new(), Estate::new());
    let first =
        (one.network().id("network_id"), one.storage("root").id("storage_configuration_id"));
    let storage = other.storage("root").id("storage_configuration_id");
    assert_eq!(first, (other.network().id("network_id"), storage));
}

#[test]
fn an_id_is_not_given_twice() {
    let mut estate = Estate::new();
    let first = estate.network().id("network_id");
    estate.delete(&format!("networks/{first}")).ok();
    assert_ne!(estate.post("networks", &network()).id("network_id"), first);
}

#[test]
fn what_fails_late_is_remembered_once() {
    let mut estate = Estate::new();
    estate.aws.subnets[1].vpc = "vpc-2".to_owned();
    let workspace = estate.own();
    let id = estate.post("workspaces", &workspace).id("workspace_id");
    for _ in 0..2 {
        estate.get(&format!("workspaces/{id}")).ok();
    }
    let refusals = estate.databricks.refusals();
    assert_eq!((refusals.len(), refusals[0].status), (1, 200));
    assert!(refusals[0].message.contains("subnet-b is in vpc-2"), "{}", refusals[0].message);
}
