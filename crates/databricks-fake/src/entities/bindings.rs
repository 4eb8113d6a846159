//! Bindings: the workspaces from which something isolated can be reached, and whether it can be written from there.
//!
//! Who owns something may bind it from any workspace of the metastore, also one from which it can't be reached:
//! the provider does so before it deletes (terraform-provider-databricks 1.126.0, `catalog/bindings`).

use http::Method;
use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Entity, Paths};
use crate::object::{Object, plain};
use crate::reference::{By, OnDelete, Reference};
use crate::refused::Refused;
use crate::request::body;
use crate::unity_catalog::access::{BINDINGS, binding_key};
use crate::unity_catalog::call::Call;
use crate::unity_catalog::place::{ASSIGNMENTS, Place};
use crate::unity_catalog::securable::Securable;

pub(crate) const ENTITY: Entity = Entity {
    collection: BINDINGS,
    noun: "workspace binding",
    id: "key",
    references: &[
        Reference::IN_A_WORKSPACE,
        Reference {
            to: &BINDABLE_COLLECTIONS,
            by: By::Ids(&["/securable_id"]),
            on_delete: OnDelete::Cascade,
            ..Reference::PLAIN
        },
    ],
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

/// What can be isolated.
const BINDABLE: [&str; 3] = ["catalog", "external_location", "storage_credential"];
const BINDABLE_COLLECTIONS: [&str; 3] = ["catalogs", "external-locations", "storage-credentials"];

pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    call: &Call,
) -> Option<Result<Value, Refused>> {
    match (call.request.method(), segments) {
        (&Method::GET, ["bindings", kind, name]) => {
            Some(found(kind, name, account, call).map(|it| all(&it, account)))
        }
        (&Method::PATCH, ["bindings", kind, name]) => Some(change(kind, name, account, call)),
        (&Method::GET, ["workspace-bindings", "catalogs", name]) => {
            Some(found("catalog", name, account, call).map(|it| workspaces(&it, account)))
        }
        (&Method::PATCH, ["workspace-bindings", "catalogs", name]) => {
            Some(change_of_catalog(name, account, call))
        }
        _ => None,
    }
}

/// Of a securable, by the only id that is its own among the fields of ids.
fn id(object: &Object) -> Value {
    object["id"].clone()
}

fn of<'a>(object: &Object, account: &'a Account) -> impl Iterator<Item = &'a Object> {
    let id = id(object);
    account.all(ENTITY.collection).filter(move |it| it.get("securable_id") == Some(&id))
}

fn found(kind: &str, name: &str, account: &Account, call: &Call) -> Result<Object, Refused> {
    let securable: &Securable = BINDABLE
        .contains(&kind)
        .then(|| call.around.declared.securable(kind))
        .flatten()
        .ok_or_else(|| Refused::invalid(format!("a {kind} cannot be bound to workspaces")))?;
    securable.find(name, call.place, account).cloned()
}

fn all(object: &Object, account: &Account) -> Value {
    let shown = |it: &Object| json!({ "workspace_id": it["workspace_id"], "binding_type": it["binding_type"] });
    let all: Value = of(object, account).map(shown).collect();
    json!({ "bindings": all })
}

fn workspaces(object: &Object, account: &Account) -> Value {
    let all: Value = of(object, account).map(|it| it["workspace_id"].clone()).collect();
    json!({ "workspaces": all })
}

fn change(kind: &str, name: &str, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let object = found(kind, name, account, call)?;
    let body = body(call.request)?;
    for binding in listed(&body, "add") {
        let kind = binding["binding_type"].as_str().unwrap_or("BINDING_TYPE_READ_WRITE");
        add(&object, &binding["workspace_id"], kind, account, call.place)?;
    }
    for binding in listed(&body, "remove") {
        remove(&object, &binding["workspace_id"], account);
    }
    Ok(all(&object, account))
}

fn change_of_catalog(name: &str, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let object = found("catalog", name, account, call)?;
    let body = body(call.request)?;
    for workspace in listed(&body, "assign_workspaces") {
        add(&object, &workspace, "BINDING_TYPE_READ_WRITE", account, call.place)?;
    }
    for workspace in listed(&body, "unassign_workspaces") {
        remove(&object, &workspace, account);
    }
    Ok(workspaces(&object, account))
}

fn listed(body: &Object, field: &str) -> Vec<Value> {
    body.get(field).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn add(
    object: &Object,
    workspace: &Value,
    kind: &str,
    account: &mut Account,
    place: &Place,
) -> Result<(), Refused> {
    type_is_one(kind)?;
    has_the_metastore(workspace, account, place)?;
    let key = binding_key(object, workspace);
    let mut binding = Object::new();
    binding.insert("key".to_owned(), json!(key));
    binding.insert("securable_id".to_owned(), id(object));
    binding.insert("metastore_id".to_owned(), object["metastore_id"].clone());
    binding.insert("workspace_id".to_owned(), workspace.clone());
    binding.insert("binding_type".to_owned(), json!(kind));
    account.put(ENTITY.collection, &key, binding);
    Ok(())
}

fn type_is_one(kind: &str) -> Result<(), Refused> {
    match kind {
        "BINDING_TYPE_READ_WRITE" | "BINDING_TYPE_READ_ONLY" => Ok(()),
        other => Err(Refused::invalid(format!("Invalid binding_type: {other}"))),
    }
}

fn has_the_metastore(workspace: &Value, account: &Account, place: &Place) -> Result<(), Refused> {
    let assignment = account.get(ASSIGNMENTS, &plain(workspace));
    if assignment.is_some_and(|it| place.holds(it)) {
        return Ok(());
    }
    let message =
        format!("Workspace {workspace} is not assigned to the metastore {}", place.metastore);
    Err(Refused::invalid(message))
}

fn remove(object: &Object, workspace: &Value, account: &mut Account) {
    account.remove(ENTITY.collection, &binding_key(object, workspace));
}

#[cfg(test)]
mod tests;
