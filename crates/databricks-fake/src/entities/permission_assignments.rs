//! Which identities of the account a workspace has, and as what: possible once it has a metastore.
//!
//! databricks-sdk-go 0.170.0, `service/iam`, `workspaceAssignmentImpl`.

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Entity, Paths};
use crate::identity::identities::{COLLECTIONS, ID, TYPES, Type, find};
use crate::identity::{applier, in_workspace, members};
use crate::object::{Object, plain, text, texts};
use crate::reference::{By, OnDelete, Reference};
use crate::refused::Refused;
use crate::request::body;
use crate::unity_catalog::place::ASSIGNMENTS;
use crate::workspace;
use crate::world::Surroundings;

pub(crate) const ENTITY: Entity = Entity {
    collection: "permission-assignments",
    noun: "permission assignment",
    id: "key",
    references: &[
        Reference::IN_A_WORKSPACE,
        Reference {
            to: &COLLECTIONS,
            by: By::Ids(&["/principal_id"]),
            on_delete: OnDelete::Cascade,
            ..Reference::PLAIN
        },
    ],
    paths: Paths::OfAccount(answer),
    ..Entity::PLAIN
};

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
    if account.get(workspace::COLLECTION, workspace).is_none() {
        return Err(Refused::absent(workspace::NOUN, workspace));
    }
    match account.get(ASSIGNMENTS, workspace) {
        Some(_) => Ok(()),
        None => Err(Refused::switched_off(
            "Permission assignment APIs are not available for this workspace.",
        )),
    }
}

fn list(account: &Account, workspace: &str) -> Value {
    let here = account.all(ENTITY.collection).filter(|it| plain(&it["workspace_id"]) == workspace);
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
    let place = account.get(workspace::COLLECTION, workspace);
    let place = place.map(|place| place["workspace_id"].clone()).unwrap_or_default();
    let mut assignment = Object::new();
    assignment.insert("key".to_owned(), json!(key));
    assignment.insert("workspace_id".to_owned(), place);
    assignment.insert("principal_id".to_owned(), json!(id));
    assignment.insert("permissions".to_owned(), json!([permission]));
    let answer = shown(account, &assignment);
    account.put(ENTITY.collection, &key, assignment);
    Ok(answer)
}

/// What the principal has in the workspace goes with it.
fn remove(account: &mut Account, workspace: &str, id: &str) -> Result<Value, Refused> {
    let key = format!("{workspace}/{id}");
    match account.remove(ENTITY.collection, &key) {
        Some(_) => {
            forget_who_left(account, workspace);
            Ok(json!({}))
        }
        None => Err(Refused::absent("Permission assignment of principal", id)),
    }
}

/// Those, too, who were in the workspace by a group only.
fn forget_who_left(account: &mut Account, workspace: &str) {
    let Some(place) = account.get(workspace::COLLECTION, workspace).cloned() else { return };
    for id in in_workspace::of_account(account, &place) {
        if !is_in(account, &place, &id) {
            in_workspace::forget(account, &place, &id);
        }
    }
}

/// Whether an identity is in a workspace: by itself, by a group that it is in, or because it made it.
pub(crate) fn is_in(account: &Account, workspace: &Object, id: &str) -> bool {
    let mut of = vec![id.to_owned()];
    let mut at = 0;
    while let Some(id) = of.get(at).cloned() {
        if permission(account, workspace, &id).is_some() {
            return true;
        }
        let groups = members::holding(account, &id).filter_map(|it| text(it, ID));
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
    texts(account.get(ENTITY.collection, &key)?.get("permissions")).first().copied()
}

/// Those that are in the workspace by themselves with one of the permissions.
pub(crate) fn holding(account: &Account, workspace: &Object, permissions: &[&str]) -> Vec<String> {
    let kinds = TYPES.into_iter();
    let ids = |it: &'static Type| account.all(it.collection).filter_map(|object| text(object, ID));
    let has =
        |id: &&str| permission(account, workspace, id).is_some_and(|it| permissions.contains(&it));
    kinds.flat_map(ids).filter(has).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
