use serde_json::{Value, json};

use crate::identity::applier::APPLICATION;
use crate::testing::customer::Answer;
use crate::testing::inside::Inside;
use crate::testing::profiles::{ARN, add, ready};

fn create(it: &mut Inside, name: &str, definition: &str) -> Answer {
    let policy = json!({ "name": name, "definition": definition });
    it.call("POST", "policies/clusters/create", &policy)
}

fn fixed(arn: &str) -> String {
    json!({ "aws_attributes.instance_profile_arn": { "type": "fixed", "value": arn } }).to_string()
}

fn permissions(it: &mut Inside, id: &str, entries: &Value) -> Answer {
    let path = format!("permissions/cluster-policies/{id}");
    it.call("PUT", &path, &json!({ "access_control_list": entries }))
}

#[test]
fn a_policy_is_created_read_edited_and_deleted() {
    let mut it = ready();
    let id = create(&mut it, "small", "{}").id("policy_id");
    let path = format!("policies/clusters/get?policy_id={id}");
    let read = it.get(&path).ok();
    assert_eq!((&read["name"], &read["definition"]), (&json!("small"), &json!("{}")));
    assert_eq!(read["creator_user_name"], APPLICATION);
    let edit = json!({ "policy_id": id, "name": "tiny", "definition": "{}" });
    it.call("POST", "policies/clusters/edit", &edit).ok();
    assert_eq!(it.get("policies/clusters/list").ok()["policies"][0]["name"], "tiny");
    it.call("POST", "policies/clusters/delete", &json!({ "policy_id": id })).ok();
    assert_eq!(it.get(&path).status, 404);
}

#[test]
fn a_name_is_taken_once_and_of_some_length() {
    let mut it = ready();
    create(&mut it, "small", "{}").ok();
    create(&mut it, "small", "{}").refused("INVALID_PARAMETER_VALUE", &["'small' already exists"]);
    create(&mut it, &"x".repeat(101), "{}").refused("INVALID_PARAMETER_VALUE", &["101"]);
}

#[test]
fn a_definition_is_rules_of_known_types() {
    let mut it = ready();
    for (definition, part) in [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        (r#"{"a":{"type":"maybe"}}"#, "the rule for a has no known type"),
        (r#"{"a":{"value":1}}"#, "the rule for a has no known type"),
        (r#"{"a":{"type":"range"}}"#, "minValue or maxValue"),
        (r#"{"a":{"type":"allowlist","value":1}}"#, "needs values"),
    ] {
        create(&mut it, "p", definition).refused("INVALID_PARAMETER_VALUE", &[part]);
    }
    let all = r#"{"a":{"type":"fixed","value":1},"b":{"type":"forbidden"},"c":{"type":"range","maxValue":2}}"#;
    create(&mut it, "p", all).ok();
}

#[test]
fn a_policy_fixes_a_profile_that_is_registered() {
    let mut it = ready();
    create(&mut it, "data", &fixed(ARN)).refused("INVALID_PARAMETER_VALUE", &["not registered"]);
    add(&mut it, &json!({})).ok();
    create(&mut it, "data", &fixed(ARN)).ok();
}

#[test]
fn permissions_are_replaced_beside_those_of_administrators() {
    let mut it = ready();
    let id = create(&mut it, "small", "{}").id("policy_id");
    let team = it.group("team");
    let entry = json!([{ "group_name": "team", "permission_level": "CAN_USE" }]);
    permissions(&mut it, &id, &entry).refused("INVALID_PARAMETER_VALUE", &["Principal: team"]);
    it.assign(&team, &["USER"]).ok();
    permissions(&mut it, &id, &entry).ok();
    let path = format!("permissions/cluster-policies/{id}");
    let read = it.get(&path).ok();
    assert_eq!(read["object_type"], "cluster-policy");
    let list = &read["access_control_list"];
    assert_eq!(list[0]["group_name"], "team");
    assert_eq!(list[0]["all_permissions"][0]["permission_level"], "CAN_USE");
    assert_eq!(list[1]["all_permissions"][0]["inherited"], true);
    permissions(&mut it, &id, &json!([])).ok();
    assert_eq!(it.get(&path).ok()["access_control_list"].as_array().unwrap().len(), 1);
}

#[test]
fn an_entry_names_one_principal_and_may_use() {
    let mut it = ready();
    let id = create(&mut it, "small", "{}").id("policy_id");
    for (entry, part) in [
        (json!({ "group_name": "users", "permission_level": "CAN_MANAGE" }), "CAN_MANAGE"),
        (json!({ "permission_level": "CAN_USE" }), "names one of"),
        (json!({ "group_name": "admins", "permission_level": "CAN_USE" }), "admins"),
    ] {
        permissions(&mut it, &id, &json!([entry])).refused("INVALID_PARAMETER_VALUE", &[part]);
    }
    let mine = json!([{ "service_principal_name": APPLICATION, "permission_level": "CAN_USE" }]);
    permissions(&mut it, &id, &mine).ok();
    assert_eq!(permissions(&mut it, "none", &mine).status, 404);
}

#[test]
fn permissions_go_with_their_policy_and_policies_with_their_workspace() {
    let mut it = ready();
    let id = create(&mut it, "small", "{}").id("policy_id");
    let entry = json!([{ "group_name": "users", "permission_level": "CAN_USE" }]);
    permissions(&mut it, &id, &entry).ok();
    it.call("POST", "policies/clusters/delete", &json!({ "policy_id": id })).ok();
    let kinds = |it: &Inside| -> Vec<String> {
        it.customer.databricks.leftovers().into_iter().map(|it| it.kind).collect()
    };
    assert!(!kinds(&it).contains(&"cluster-policy-permissions".to_owned()));
    create(&mut it, "small", "{}").ok();
    it.customer.delete(&format!("workspaces/{}", it.id)).ok();
    assert!(!kinds(&it).contains(&"cluster-policies".to_owned()));
}
