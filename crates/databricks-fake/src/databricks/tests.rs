use serde_json::json;

use crate::testing::customer::{Customer, network};

#[test]
fn an_unknown_path_is_refused_by_name_and_remembered_without_the_account() {
    let mut customer = Customer::new();
    let answer = customer.post("budgets", &json!({}));
    assert_eq!(answer.status, 400);
    answer.refused("NOT_SIMULATED", &["POST", "/budgets"]);
    let refusals = customer.databricks.refusals();
    assert_eq!(refusals.len(), 1);
    assert_eq!(refusals[0].request, "POST /api/2.0/accounts/…/budgets");
}

#[test]
fn reading_what_is_not_there_is_no_refusal() {
    let mut customer = Customer::new();
    let answer = customer.get("networks/11111111-2222-4333-8444-555555555555");
    assert_eq!(answer.status, 404);
    assert!(customer.databricks.refusals().is_empty());
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    let mut customer = Customer::new();
    customer.post("networks", &json!([])).refused("MALFORMED_REQUEST", &["no JSON object"]);
}

#[test]
fn what_is_there_is_seen_and_is_left_over_until_it_is_deleted() {
    let mut customer = Customer::new();
    let id = customer.network().id("network_id");
    let state = customer.databricks.state().to_string();
    assert!(state.contains(&id), "{state}");
    let left = customer.databricks.leftovers();
    assert_eq!((left[0].kind.as_str(), &left[0].id), ("networks", &id));
    customer.delete(&format!("networks/{id}")).ok();
    assert!(customer.databricks.leftovers().is_empty());
}

#[test]
fn the_same_requests_give_the_same_ids_in_any_order() {
    let (mut one, mut other) = (Customer::new(), Customer::new());
    let first =
        (one.network().id("network_id"), one.storage("root").id("storage_configuration_id"));
    let storage = other.storage("root").id("storage_configuration_id");
    assert_eq!(first, (other.network().id("network_id"), storage));
}

#[test]
fn an_id_is_not_given_twice() {
    let mut customer = Customer::new();
    let first = customer.network().id("network_id");
    customer.delete(&format!("networks/{first}")).ok();
    assert_ne!(customer.post("networks", &network()).id("network_id"), first);
}

#[test]
fn what_fails_late_is_remembered_once() {
    let mut customer = Customer::new();
    customer.aws.subnets[1].vpc = "vpc-2".to_owned();
    let workspace = customer.own();
    let id = customer.post("workspaces", &workspace).id("workspace_id");
    for _ in 0..2 {
        customer.get(&format!("workspaces/{id}")).ok();
    }
    let refusals = customer.databricks.refusals();
    assert_eq!((refusals.len(), refusals[0].status), (1, 200));
    assert!(refusals[0].message.contains("subnet-b is in vpc-2"), "{}", refusals[0].message);
}
