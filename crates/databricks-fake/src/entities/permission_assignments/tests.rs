use serde_json::{Value, json};

use crate::identity::applier::APPLICATION;
use crate::object::plain;
use crate::testing::inside::{Inside, assignment};

fn entitle(operation: &str, values: &[&str]) -> Value {
    let values: Vec<_> = values.iter().map(|value| json!({ "value": value })).collect();
    json!({ "op": operation, "path": "entitlements", "value": values })
}

fn role(arn: &str) -> Value {
    json!({ "op": "add", "path": "roles", "value": [{ "value": arn }] })
}

#[test]
fn a_workspace_without_a_metastore_takes_nobody() {
    let mut it = Inside::bare();
    let team = it.group("team");
    it.assign(&team, &["USER"])
        .refused("FEATURE_DISABLED", &["Permission assignment APIs are not available"]);
    Inside::new().assign(&team, &["USER"]).refused("INVALID_PARAMETER_VALUE", &[&team]);
}

#[test]
fn an_assignment_is_listed_changed_and_removed() {
    let mut it = Inside::new();
    let team = it.group("team");
    it.assign(&team, &["USER"]).ok();
    it.assign(&team, &["USER", "ADMIN"]).ok();
    let path = format!("workspaces/{}/permissionassignments", it.id);
    let all = it.customer.get(&path).ok();
    let only = &all["permission_assignments"][0];
    assert_eq!(only["permissions"], json!(["ADMIN"]));
    assert_eq!(plain(&only["principal"]["principal_id"]), team);
    assert_eq!(only["principal"]["group_name"], "team");
    it.assign(&team, &["OWNER"]).refused("INVALID_PARAMETER_VALUE", &["OWNER"]);
    it.customer.delete(&assignment(&it.id, &team)).ok();
    assert_eq!(it.customer.delete(&assignment(&it.id, &team)).status, 404);
    assert_eq!(it.customer.get(&path).ok()["permission_assignments"], json!([]));
}

#[test]
fn an_assignment_goes_with_its_principal() {
    let mut it = Inside::new();
    let team = it.group("team");
    it.assign(&team, &["USER"]).ok();
    it.patch(&team, &entitle("replace", &["workspace-access"])).ok();
    it.customer.delete(&format!("scim/v2/Groups/{team}")).ok();
    let left = it.customer.databricks.leftovers();
    assert!(left.iter().all(|it| !it.id.ends_with(&team)), "{left:?}");
}

#[test]
fn a_workspace_sees_whom_it_has() {
    let mut it = Inside::new();
    let (team, others) = (it.group("team"), it.group("others"));
    it.assign(&team, &["USER"]).ok();
    let path = |id: &str| format!("preview/scim/v2/Groups/{id}?attributes=displayName");
    assert_eq!(it.get(&path(&team)).ok(), json!({ "id": team, "displayName": "team" }));
    assert_eq!(it.get(&path(&others)).status, 404);
}

#[test]
fn who_is_in_a_group_of_a_workspace_is_in_it() {
    let mut it = Inside::new();
    let (outer, inner) = (it.group("outer"), it.group("inner"));
    let add = json!({ "Operations": [{ "op": "add", "path": "members", "value": [{ "value": inner }] }] });
    it.customer.call("PATCH", &format!("scim/v2/Groups/{outer}"), &add).ok();
    it.patch(&inner, &entitle("replace", &[]))
        .refused("RESOURCE_DOES_NOT_EXIST", &["not in workspace"]);
    it.assign(&outer, &["USER"]).ok();
    it.patch(&inner, &entitle("replace", &["workspace-access"])).ok();
    it.customer.delete(&assignment(&it.id, &outer)).ok();
    let left = it.customer.databricks.leftovers();
    assert!(left.iter().all(|it| it.kind != "workspace-principals"), "{left:?}");
}

#[test]
fn entitlements_are_those_of_a_workspace_and_of_whom_it_has() {
    let mut it = Inside::new();
    let team = it.group("team");
    it.patch(&team, &entitle("replace", &["workspace-access"]))
        .refused("RESOURCE_DOES_NOT_EXIST", &["Principal", "not in workspace", &it.id.clone()]);
    it.assign(&team, &["USER"]).ok();
    it.patch(&team, &entitle("replace", &["workspace-access", "allow-cluster-create"])).ok();
    let path = format!("preview/scim/v2/Groups/{team}?attributes=entitlements");
    let held = |it: &mut Inside| it.get(&path).ok()["entitlements"].clone();
    assert_eq!(
        held(&mut it),
        json!([{ "value": "workspace-access" }, { "value": "allow-cluster-create" }])
    );
    it.patch(&team, &entitle("remove", &["workspace-access", "allow-cluster-create"])).ok();
    assert_eq!(held(&mut it), json!([]));
    it.patch(&team, &entitle("replace", &["all"])).refused("INVALID_PARAMETER_VALUE", &["all"]);
    let name = json!({ "op": "replace", "path": "displayName", "value": "crew" });
    it.patch(&team, &name).refused("INVALID_PARAMETER_VALUE", &["displayName"]);
}

#[test]
fn every_workspace_has_users_and_admins() {
    let mut it = Inside::new();
    let team = it.group("team");
    it.assign(&team, &["USER"]).ok();
    let find = "preview/scim/v2/Groups?filter=displayName+eq+%22users%22";
    let users = it.get(find).ok()["Resources"][0].clone();
    assert_eq!(users["meta"]["resourceType"], "WorkspaceGroup");
    assert!(users["members"].as_array().unwrap().iter().any(|member| member["value"] == team));
    it.patch(users["id"].as_str().unwrap(), &entitle("replace", &[])).ok();
    assert_eq!(it.get(find).ok()["Resources"][0]["entitlements"], json!([]));
}

#[test]
fn a_role_is_of_aws_and_a_profile_is_registered() {
    let mut it = Inside::new();
    let team = it.group("team");
    it.assign(&team, &["USER"]).ok();
    it.patch(&team, &role("arn:aws:iam::111122223333:role/data")).ok();
    it.patch(&team, &role("data")).refused("INVALID_PARAMETER_VALUE", &["neither"]);
    it.patch(&team, &role("arn:aws:iam::111122223333:instance-profile/data"))
        .refused("INVALID_PARAMETER_VALUE", &["not registered"]);
}

#[test]
fn who_applies_is_told_who_it_is() {
    let mut it = Inside::bare();
    let me = it.get("preview/scim/v2/Me?excludedAttributes=entitlements").ok();
    assert_eq!(me["userName"], APPLICATION);
    let path = format!("preview/scim/v2/ServicePrincipals/{}", me["id"].as_str().unwrap());
    assert_eq!(it.get(&path).ok()["applicationId"], APPLICATION);
}

#[test]
fn what_a_workspace_has_goes_with_it() {
    let mut it = Inside::new();
    let team = it.group("team");
    it.assign(&team, &["USER"]).ok();
    it.patch(&team, &entitle("replace", &["workspace-access"])).ok();
    it.customer.delete(&format!("workspaces/{}", it.id)).ok();
    let left = it.customer.databricks.leftovers();
    let gone = ["permission-assignments", "workspace-principals"];
    assert!(left.iter().all(|it| !gone.contains(&it.kind.as_str())), "{left:?}");
}
