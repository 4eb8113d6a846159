//! Which identities of the account a workspace has, and as what: possible once it has a metastore.
//!
//! databricks-sdk-go 0.170.0, `service/iam`, `workspaceAssignmentImpl`.

use http::{Method, Request};
use serde_json::{Value, json};

use super::kinds::{Type, find};
use super::{applier, groups, workspace_principals};
use crate::account::{Account, Object};
use crate::api::body;
use crate::entities::{metastore_assignments, workspaces};
use crate::entity::Use;
use crate::fields::{plain, text, texts};
use crate::refused::Refused;
use crate::world::Surroundings;

const COLLECTION: &str = "permission-assignments";

pub(crate) const fn uses(paths: &'static [&'static str]) -> Use {
    Use { collection: COLLECTION, noun: "permission assignment", id: "key", paths, forced: false }
}

/// The answer, if the path is that of assignments.
pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    _: Surroundings,
) -> Option<Result<Value, Refused>> {
    let ["workspaces", workspace, "permissionassignments", rest @ ..] = segments else {
        return None;
    };
    if let Err(refused) = is_federated(account, workspace) {
        return Some(Err(refused));
    }
    match (request.method(), rest) {
        (&Method::GET, []) => Some(Ok(list(account, workspace))),
        (&Method::PUT, ["principals", id]) => {
            Some(body(request).and_then(|body| assign(account, workspace, id, &body)))
        }
        (&Method::DELETE, ["principals", id]) => Some(remove(account, workspace, id)),
        _ => None,
    }
}

/// databricks/terraform-provider-databricks issues 1803 and 5282.
fn is_federated(account: &Account, workspace: &str) -> Result<(), Refused> {
    if account.get(workspaces::KIND.collection, workspace).is_none() {
        return Err(Refused::absent(workspaces::KIND.noun, workspace));
    }
    match account.get(metastore_assignments::COLLECTION, workspace) {
        Some(_) => Ok(()),
        None => Err(Refused::switched_off(
            "Permission assignment APIs are not available for this workspace.",
        )),
    }
}

fn list(account: &Account, workspace: &str) -> Value {
    let here = account.all(COLLECTION).filter(|it| plain(&it["workspace_id"]) == workspace);
    let found: Value = here.map(|assignment| shown(account, assignment)).collect();
    json!({ "permission_assignments": found })
}

fn shown(account: &Account, assignment: &Object) -> Value {
    let id = text(assignment, "principal_id").unwrap_or_default();
    let Some((it, object)) = find(account, id) else { return json!({}) };
    let name = match it.segment {
        "Groups" => "group_name",
        "Users" => "user_name",
        _ => "service_principal_name",
    };
    json!({
        "permissions": assignment["permissions"],
        "principal": {
            "principal_id": id.parse::<u64>().ok(),
            "display_name": object.get("displayName"),
            name: object.get(it.name),
        },
    })
}

/// Of both permissions the greater holds; of none, nothing is left.
fn assign(
    account: &mut Account,
    workspace: &str,
    id: &str,
    body: &Object,
) -> Result<Value, Refused> {
    if find(account, id).is_none() {
        return Err(Refused::invalid(format!("Principal {id} does not exist in this account")));
    }
    let told = texts(body.get("permissions"));
    if let Some(unknown) = told.iter().find(|it| !["ADMIN", "USER"].contains(it)) {
        return Err(Refused::invalid(format!("{unknown} is no permission of a workspace")));
    }
    let key = format!("{workspace}/{id}");
    let Some(permission) = ["ADMIN", "USER"].into_iter().find(|it| told.contains(it)) else {
        return remove(account, workspace, id);
    };
    let place = account.get(workspaces::KIND.collection, workspace);
    let place = place.map(|place| place["workspace_id"].clone()).unwrap_or_default();
    let mut assignment = Object::new();
    assignment.insert("key".to_owned(), json!(key));
    assignment.insert("workspace_id".to_owned(), place);
    assignment.insert("principal_id".to_owned(), json!(id));
    assignment.insert("permissions".to_owned(), json!([permission]));
    let answer = shown(account, &assignment);
    account.put(COLLECTION, &key, assignment);
    Ok(answer)
}

/// What the principal has in the workspace goes with it.
fn remove(account: &mut Account, workspace: &str, id: &str) -> Result<Value, Refused> {
    let key = format!("{workspace}/{id}");
    match account.remove(COLLECTION, &key) {
        Some(_) => {
            forget_who_left(account, workspace);
            Ok(json!({}))
        }
        None => Err(Refused::absent("Permission assignment of principal", id)),
    }
}

/// Those, too, who were in the workspace by a group only.
fn forget_who_left(account: &mut Account, workspace: &str) {
    let Some(place) = account.get(workspaces::KIND.collection, workspace).cloned() else { return };
    for id in workspace_principals::of_account(account, &place) {
        if !is_in(account, &place, &id) {
            workspace_principals::forget(account, &place, &id);
        }
    }
}

/// Whether an identity is in a workspace: by itself, by a group that it is in, or because it made it.
pub(super) fn is_in(account: &Account, workspace: &Object, id: &str) -> bool {
    let mut of = vec![id.to_owned()];
    let mut at = 0;
    while let Some(id) = of.get(at).cloned() {
        if permission(account, workspace, &id).is_some() {
            return true;
        }
        let groups = groups::holding(account, &id).filter_map(|it| text(it, groups::KIND.id));
        of.extend(groups.map(str::to_owned).filter(|it| !of.contains(it)).collect::<Vec<_>>());
        at += 1;
    }
    false
}

fn permission<'a>(account: &'a Account, workspace: &Object, id: &str) -> Option<&'a str> {
    if id == applier::id(account) {
        return Some("ADMIN");
    }
    let key = format!("{}/{id}", workspace["workspace_id"]);
    texts(account.get(COLLECTION, &key)?.get("permissions")).first().copied()
}

/// Those that are in the workspace by themselves with one of the permissions.
pub(super) fn holding(account: &Account, workspace: &Object, permissions: &[&str]) -> Vec<String> {
    let kinds = super::kinds::TYPES.iter();
    let ids = |it: &'static Type| {
        account.all(it.kind.collection).filter_map(|object| text(object, it.kind.id))
    };
    let has =
        |id: &&str| permission(account, workspace, id).is_some_and(|it| permissions.contains(&it));
    kinds.flat_map(ids).filter(has).map(str::to_owned).collect()
}
