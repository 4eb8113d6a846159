use serde_json::{Value, json};

use crate::identity::applier::APPLICATION;
use crate::testing::estate::{Answer, Estate};

const GROUPS: &str = "scim/v2/Groups";
const USERS: &str = "scim/v2/Users";
const PRINCIPALS: &str = "scim/v2/ServicePrincipals";

fn group(estate: &mut Estate, name: &str) -> String {
    estate.post(GROUPS, &json!({ "displayName": name, "entitlements": [{}] })).id("id")
}

fn user(estate: &mut Estate, name: &str) -> Answer {
    estate.post(USERS, &json!({ "userName": name, "active": true }))
}

fn patch(estate: &mut Estate, path: &str, operation: &Value) -> Answer {
    estate.call("PATCH", path, &json!({ "Operations": [operation] }))
}

fn add(path: &str, value: &str) -> Value {
    json!({ "op": "add", "path": path, "value": [{ "value": value }] })
}

fn found(estate: &mut Estate, path: &str, filter: &str) -> Value {
    estate.get(&format!("{path}?filter={filter}")).ok()["Resources"].clone()
}

#[test]
fn a_group_is_found_by_its_name_and_read_by_attributes() {
    let mut estate = Estate::new();
    let id = group(&mut estate, "data team");
    group(&mut estate, "others");
    let one = found(&mut estate, GROUPS, "displayName+eq+%22data+team%22&attributes=id");
    assert_eq!(one, json!([{ "id": id }]));
    assert_eq!(found(&mut estate, GROUPS, "displayName%20eq%20%22none%22"), json!([]));
    let read = estate.get(&format!("{GROUPS}/{id}?attributes=displayName,members")).ok();
    assert_eq!(read, json!({ "id": id, "displayName": "data team", "members": [] }));
    let answer = estate.get(&format!("{GROUPS}?filter=displayName+co+%22data%22"));
    answer.refused("INVALID_PARAMETER_VALUE", &["invalidFilter"]);
}

#[test]
fn a_name_of_a_group_is_taken_once_and_some_are_reserved() {
    let mut estate = Estate::new();
    group(&mut estate, "team");
    let second = estate.post(GROUPS, &json!({ "displayName": "team" }));
    second.refused("RESOURCE_ALREADY_EXISTS", &["Group with name team already exists."]);
    for name in ["users", "Admins", "account users"] {
        let answer = estate.post(GROUPS, &json!({ "displayName": name }));
        answer.refused("INVALID_PARAMETER_VALUE", &["reserved"]);
    }
}

#[test]
fn members_come_go_and_are_there() {
    let mut estate = Estate::new();
    let id = group(&mut estate, "team");
    let path = format!("{GROUPS}/{id}");
    let ada = user(&mut estate, "ada@example.com").id("id");
    patch(&mut estate, &path, &add("members", &ada)).ok();
    patch(&mut estate, &path, &add("members", &ada)).ok();
    let read = estate.get(&path).ok();
    let reference = format!("Users/{ada}");
    assert_eq!(
        read["members"],
        json!([{ "value": ada, "display": "ada@example.com", "$ref": reference }])
    );
    assert_eq!(estate.get(&format!("{USERS}/{ada}")).ok()["groups"][0]["value"], id);
    patch(&mut estate, &path, &add("members", "1"))
        .refused("INVALID_PARAMETER_VALUE", &["Member 1"]);
    let one = format!("members[value eq \"{ada}\"]");
    patch(&mut estate, &path, &json!({ "op": "remove", "path": one })).ok();
    assert_eq!(estate.get(&path).ok()["members"], json!([]));
}

#[test]
fn a_group_in_a_group_holds_not_itself() {
    let mut estate = Estate::new();
    let (outer, inner) = (group(&mut estate, "outer"), group(&mut estate, "inner"));
    patch(&mut estate, &format!("{GROUPS}/{outer}"), &add("members", &inner)).ok();
    patch(&mut estate, &format!("{GROUPS}/{inner}"), &add("members", &outer))
        .refused("INVALID_PARAMETER_VALUE", &["member of itself"]);
}

#[test]
fn who_is_deleted_is_in_no_group() {
    let mut estate = Estate::new();
    let (outer, inner) = (group(&mut estate, "outer"), group(&mut estate, "inner"));
    patch(&mut estate, &format!("{GROUPS}/{outer}"), &add("members", &inner)).ok();
    estate.delete(&format!("{GROUPS}/{inner}")).ok();
    assert_eq!(estate.get(&format!("{GROUPS}/{outer}")).ok()["members"], json!([]));
    assert_eq!(estate.get(&format!("{GROUPS}/{inner}")).status, 404);
}

#[test]
fn a_group_may_administer_the_account() {
    let mut estate = Estate::new();
    let path = format!("{GROUPS}/{}", group(&mut estate, "team"));
    patch(&mut estate, &path, &add("roles", "account_admin")).ok();
    assert_eq!(estate.get(&path).ok()["roles"], json!([{ "value": "account_admin" }]));
    patch(&mut estate, &path, &add("roles", "emperor"))
        .refused("INVALID_PARAMETER_VALUE", &["emperor"]);
}

#[test]
fn an_account_has_no_entitlements() {
    let mut estate = Estate::new();
    let path = format!("{GROUPS}/{}", group(&mut estate, "team"));
    patch(&mut estate, &path, &add("entitlements", "workspace-access"))
        .refused("INVALID_PARAMETER_VALUE", &["invalidPath No such attribute"]);
    let entitled = json!({ "displayName": "x", "entitlements": [{ "value": "workspace-access" }] });
    estate.post(GROUPS, &entitled).refused("INVALID_PARAMETER_VALUE", &["entitlements"]);
}

#[test]
fn a_replacement_leaves_nothing_else() {
    let mut estate = Estate::new();
    let id = group(&mut estate, "team");
    let path = format!("{GROUPS}/{id}");
    patch(&mut estate, &path, &add("roles", "account_admin")).ok();
    let new = json!({ "displayName": "crew", "externalId": "e" });
    estate.call("PUT", &path, &new).ok();
    let read = estate.get(&path).ok();
    assert_eq!((&read["displayName"], &read["externalId"]), (&json!("crew"), &json!("e")));
    assert_eq!(read["roles"], json!([]));
    let unknown = json!({ "displayName": "crew", "colour": "red" });
    estate.call("PUT", &path, &unknown).refused("MALFORMED_REQUEST", &["colour"]);
}

#[test]
fn a_user_is_an_address_in_lower_case() {
    let mut estate = Estate::new();
    let made = user(&mut estate, "Ada@Example.com").ok();
    assert_eq!(made["userName"], "ada@example.com");
    user(&mut estate, "ADA@example.com").refused(
        "RESOURCE_ALREADY_EXISTS",
        &["User with email ada@example.com already exists in this account"],
    );
    user(&mut estate, "ada").refused("INVALID_PARAMETER_VALUE", &["ada is no e-mail address"]);
    let path = format!("{USERS}/{}", made["id"].as_str().unwrap());
    let other = json!({ "userName": "bob@example.com", "active": true });
    estate.call("PUT", &path, &other).refused("INVALID_PARAMETER_VALUE", &["userName"]);
}

#[test]
fn who_is_deactivated_is_there_and_no_leftover() {
    let mut estate = Estate::new();
    let path = format!("{USERS}/{}", user(&mut estate, "ada@example.com").id("id"));
    assert_eq!(estate.databricks.leftovers().len(), 1);
    let off = json!({ "op": "replace", "path": "active", "value": [{ "value": "false" }] });
    patch(&mut estate, &path, &off).ok();
    assert_eq!(estate.databricks.leftovers(), []);
    assert_eq!(estate.get(&path).ok()["active"], false);
    user(&mut estate, "ada@example.com").refused("RESOURCE_ALREADY_EXISTS", &["ada"]);
    estate.delete(&path).ok();
    assert_eq!(estate.get(&path).status, 404);
}

#[test]
fn a_service_principal_is_given_an_application_id() {
    let mut estate = Estate::new();
    let made = estate.post(PRINCIPALS, &json!({ "displayName": "jobs" })).ok();
    let id = made["applicationId"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    let filter = format!("applicationId+eq+%22{id}%22&excludedAttributes=roles");
    let one = found(&mut estate, PRINCIPALS, &filter);
    assert_eq!((&one[0]["id"], &one[0]["roles"]), (&made["id"], &json!(null)));
    let path = format!("{PRINCIPALS}/{}", made["id"].as_str().unwrap());
    let asked = estate.get(&format!("{path}?attributes=displayName")).ok();
    assert_eq!(asked["applicationId"], id);
    let renamed = json!({ "displayName": "batch", "active": true });
    assert_eq!(estate.call("PUT", &path, &renamed).ok()["applicationId"], id);
    let chosen = json!({ "displayName": "jobs", "applicationId": id });
    estate.post(PRINCIPALS, &chosen).refused("INVALID_PARAMETER_VALUE", &["given by Databricks"]);
}

#[test]
fn who_applies_is_there_and_stays() {
    let mut estate = Estate::new();
    let filter = format!("applicationId+eq+{APPLICATION}");
    let me = found(&mut estate, PRINCIPALS, &filter)[0]["id"].as_str().unwrap().to_owned();
    let path = format!("{PRINCIPALS}/{me}");
    estate.delete(&path).refused("PERMISSION_DENIED", &["itself"]);
    let off = json!({ "op": "replace", "path": "active", "value": "false" });
    patch(&mut estate, &path, &off).refused("PERMISSION_DENIED", &["itself"]);
    assert_eq!(estate.databricks.leftovers(), []);
}
