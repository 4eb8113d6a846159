use serde_json::{Value, json};

use crate::identity::applier::APPLICATION;
use crate::testing::customer::{Answer, Customer};

const GROUPS: &str = "scim/v2/Groups";
const USERS: &str = "scim/v2/Users";
const PRINCIPALS: &str = "scim/v2/ServicePrincipals";

fn group(customer: &mut Customer, name: &str) -> String {
    customer.post(GROUPS, &json!({ "displayName": name, "entitlements": [{}] })).id("id")
}

fn user(customer: &mut Customer, name: &str) -> Answer {
    customer.post(USERS, &json!({ "userName": name, "active": true }))
}

fn patch(customer: &mut Customer, path: &str, operation: &Value) -> Answer {
    customer.call("PATCH", path, &json!({ "Operations": [operation] }))
}

fn add(path: &str, value: &str) -> Value {
    json!({ "op": "add", "path": path, "value": [{ "value": value }] })
}

fn found(customer: &mut Customer, path: &str, filter: &str) -> Value {
    customer.get(&format!("{path}?filter={filter}")).ok()["Resources"].clone()
}

#[test]
fn a_group_is_found_by_its_name_and_read_by_attributes() {
    let mut customer = Customer::new();
    let id = group(&mut customer, "data team");
    group(&mut customer, "others");
    let one = found(&mut customer, GROUPS, "displayName+eq+%22data+team%22&attributes=id");
    assert_eq!(one, json!([{ "id": id }]));
    assert_eq!(found(&mut customer, GROUPS, "displayName%20eq%20%22none%22"), json!([]));
    let read = customer.get(&format!("{GROUPS}/{id}?attributes=displayName,members")).ok();
    assert_eq!(read, json!({ "id": id, "displayName": "data team", "members": [] }));
    let answer = customer.get(&format!("{GROUPS}?filter=displayName+co+%22data%22"));
    answer.refused("INVALID_PARAMETER_VALUE", &["invalidFilter"]);
}

#[test]
fn a_name_of_a_group_is_taken_once_and_some_are_reserved() {
    let mut customer = Customer::new();
    group(&mut customer, "team");
    let second = customer.post(GROUPS, &json!({ "displayName": "team" }));
    second.refused("RESOURCE_ALREADY_EXISTS", &["Group with name team already exists."]);
    for name in ["users", "Admins", "account users"] {
        let answer = customer.post(GROUPS, &json!({ "displayName": name }));
        answer.refused("INVALID_PARAMETER_VALUE", &["reserved"]);
    }
}

#[test]
fn members_come_go_and_are_there() {
    let mut customer = Customer::new();
    let id = group(&mut customer, "team");
    let path = format!("{GROUPS}/{id}");
    let ada = user(&mut customer, "ada@example.com").id("id");
    patch(&mut customer, &path, &add("members", &ada)).ok();
    patch(&mut customer, &path, &add("members", &ada)).ok();
    let read = customer.get(&path).ok();
    let reference = format!("Users/{ada}");
    assert_eq!(
        read["members"],
        json!([{ "value": ada, "display": "ada@example.com", "$ref": reference }])
    );
    assert_eq!(customer.get(&format!("{USERS}/{ada}")).ok()["groups"][0]["value"], id);
    patch(&mut customer, &path, &add("members", "1"))
        .refused("INVALID_PARAMETER_VALUE", &["Member 1"]);
    let one = format!("members[value eq \"{ada}\"]");
    patch(&mut customer, &path, &json!({ "op": "remove", "path": one })).ok();
    assert_eq!(customer.get(&path).ok()["members"], json!([]));
}

#[test]
fn a_group_in_a_group_holds_not_itself() {
    let mut customer = Customer::new();
    let (outer, inner) = (group(&mut customer, "outer"), group(&mut customer, "inner"));
    patch(&mut customer, &format!("{GROUPS}/{outer}"), &add("members", &inner)).ok();
    patch(&mut customer, &format!("{GROUPS}/{inner}"), &add("members", &outer))
        .refused("INVALID_PARAMETER_VALUE", &["member of itself"]);
}

#[test]
fn who_is_deleted_is_in_no_group() {
    let mut customer = Customer::new();
    let (outer, inner) = (group(&mut customer, "outer"), group(&mut customer, "inner"));
    patch(&mut customer, &format!("{GROUPS}/{outer}"), &add("members", &inner)).ok();
    customer.delete(&format!("{GROUPS}/{inner}")).ok();
    assert_eq!(customer.get(&format!("{GROUPS}/{outer}")).ok()["members"], json!([]));
    assert_eq!(customer.get(&format!("{GROUPS}/{inner}")).status, 404);
}

#[test]
fn a_group_may_administer_the_account() {
    let mut customer = Customer::new();
    let path = format!("{GROUPS}/{}", group(&mut customer, "team"));
    patch(&mut customer, &path, &add("roles", "account_admin")).ok();
    assert_eq!(customer.get(&path).ok()["roles"], json!([{ "value": "account_admin" }]));
    patch(&mut customer, &path, &add("roles", "emperor"))
        .refused("INVALID_PARAMETER_VALUE", &["emperor"]);
}

#[test]
fn an_account_has_no_entitlements() {
    let mut customer = Customer::new();
    let path = format!("{GROUPS}/{}", group(&mut customer, "team"));
    patch(&mut customer, &path, &add("entitlements", "workspace-access"))
        .refused("INVALID_PARAMETER_VALUE", &["invalidPath No such attribute"]);
    let entitled = json!({ "displayName": "x", "entitlements": [{ "value": "workspace-access" }] });
    customer.post(GROUPS, &entitled).refused("INVALID_PARAMETER_VALUE", &["entitlements"]);
}

#[test]
fn a_replacement_leaves_nothing_else() {
    let mut customer = Customer::new();
    let id = group(&mut customer, "team");
    let path = format!("{GROUPS}/{id}");
    patch(&mut customer, &path, &add("roles", "account_admin")).ok();
    let new = json!({ "displayName": "crew", "externalId": "e" });
    customer.call("PUT", &path, &new).ok();
    let read = customer.get(&path).ok();
    assert_eq!((&read["displayName"], &read["externalId"]), (&json!("crew"), &json!("e")));
    assert_eq!(read["roles"], json!([]));
    let unknown = json!({ "displayName": "crew", "colour": "red" });
    customer.call("PUT", &path, &unknown).refused("MALFORMED_REQUEST", &["colour"]);
}

#[test]
fn a_user_is_an_address_in_lower_case() {
    let mut customer = Customer::new();
    let made = user(&mut customer, "Ada@Example.com").ok();
    assert_eq!(made["userName"], "ada@example.com");
    user(&mut customer, "ADA@example.com").refused(
        "RESOURCE_ALREADY_EXISTS",
        &["User with email ada@example.com already exists in this account"],
    );
    user(&mut customer, "ada").refused("INVALID_PARAMETER_VALUE", &["ada is no e-mail address"]);
    let path = format!("{USERS}/{}", made["id"].as_str().unwrap());
    let other = json!({ "userName": "bob@example.com", "active": true });
    customer.call("PUT", &path, &other).refused("INVALID_PARAMETER_VALUE", &["userName"]);
}

#[test]
fn who_is_deactivated_is_there_and_no_leftover() {
    let mut customer = Customer::new();
    let path = format!("{USERS}/{}", user(&mut customer, "ada@example.com").id("id"));
    assert_eq!(customer.databricks.leftovers().len(), 1);
    let off = json!({ "op": "replace", "path": "active", "value": [{ "value": "false" }] });
    patch(&mut customer, &path, &off).ok();
    assert_eq!(customer.databricks.leftovers(), []);
    assert_eq!(customer.get(&path).ok()["active"], false);
    user(&mut customer, "ada@example.com").refused("RESOURCE_ALREADY_EXISTS", &["ada"]);
    customer.delete(&path).ok();
    assert_eq!(customer.get(&path).status, 404);
}

#[test]
fn a_service_principal_is_given_an_application_id() {
    let mut customer = Customer::new();
    let made = customer.post(PRINCIPALS, &json!({ "displayName": "jobs" })).ok();
    let id = made["applicationId"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    let filter = format!("applicationId+eq+%22{id}%22&excludedAttributes=roles");
    let one = found(&mut customer, PRINCIPALS, &filter);
    assert_eq!((&one[0]["id"], &one[0]["roles"]), (&made["id"], &json!(null)));
    let path = format!("{PRINCIPALS}/{}", made["id"].as_str().unwrap());
    let asked = customer.get(&format!("{path}?attributes=displayName")).ok();
    assert_eq!(asked["applicationId"], id);
    let renamed = json!({ "displayName": "batch", "active": true });
    assert_eq!(customer.call("PUT", &path, &renamed).ok()["applicationId"], id);
    let chosen = json!({ "displayName": "jobs", "applicationId": id });
    customer.post(PRINCIPALS, &chosen).refused("INVALID_PARAMETER_VALUE", &["given by Databricks"]);
}

#[test]
fn who_applies_is_there_and_stays() {
    let mut customer = Customer::new();
    let filter = format!("applicationId+eq+{APPLICATION}");
    let me = found(&mut customer, PRINCIPALS, &filter)[0]["id"].as_str().unwrap().to_owned();
    let path = format!("{PRINCIPALS}/{me}");
    customer.delete(&path).refused("PERMISSION_DENIED", &["itself"]);
    let off = json!({ "op": "replace", "path": "active", "value": "false" });
    patch(&mut customer, &path, &off).refused("PERMISSION_DENIED", &["itself"]);
    assert_eq!(customer.databricks.leftovers(), []);
}
