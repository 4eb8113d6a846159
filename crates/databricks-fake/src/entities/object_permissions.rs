//! Who may use a cluster policy: an access control list, replaced as a whole.
//!
//! As terraform-provider-databricks 1.126.0 reads and writes it (`permissions/permission_definitions.go`).
//! Administrators may use every policy, by inheritance: the provider passes over them.

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::cluster_policies;
use crate::entity::{Entity, Paths};
use crate::identity::workspace_scim::named;
use crate::object::{Object, text};
use crate::reference::{By, OnDelete, Reference};
use crate::refused::Refused;
use crate::request::body;
use crate::world::Surroundings;

pub(crate) const ENTITY: Entity = Entity {
    collection: "cluster-policy-permissions",
    noun: "permissions",
    id: "object_id",
    references: &[Reference {
        to: &[cluster_policies::ENTITY.collection],
        by: By::Ids(&["/object_id"]),
        on_delete: OnDelete::Cascade,
        ..Reference::PLAIN
    }],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

/// The answer, if the path is that of a policy's permissions.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    _: Surroundings,
) -> Option<Result<Value, Refused>> {
    let id = request.uri().path().strip_prefix("/api/2.0/permissions/cluster-policies/")?;
    if let Err(refused) = cluster_policies::present(account, workspace, id) {
        return Some(Err(refused));
    }
    match *request.method() {
        Method::GET => Some(Ok(shown(account, id))),
        Method::PUT => Some(body(request).and_then(|body| replace(account, workspace, id, &body))),
        _ => None,
    }
}

fn shown(account: &Account, id: &str) -> Value {
    let held = account.get(ENTITY.collection, id).and_then(|held| held["list"].as_array());
    let admins = json!({
        "group_name": "admins",
        "all_permissions": [{
            "permission_level": "CAN_USE",
            "inherited": true,
            "inherited_from_object": ["/cluster-policies/"],
        }],
    });
    let direct = held.into_iter().flatten().map(|entry| {
        let mut entry = entry.as_object().cloned().unwrap_or_default();
        let level = entry.remove("permission_level");
        let level = json!([{ "permission_level": level, "inherited": false }]);
        entry.insert("all_permissions".to_owned(), level);
        Value::from(entry)
    });
    json!({
        "object_id": format!("/cluster-policies/{id}"),
        "object_type": "cluster-policy",
        "access_control_list": direct.chain([admins]).collect::<Value>(),
    })
}

fn replace(
    account: &mut Account,
    workspace: &Object,
    id: &str,
    body: &Object,
) -> Result<Value, Refused> {
    let list = body.get("access_control_list").and_then(Value::as_array).cloned();
    let list = list.unwrap_or_default();
    for entry in &list {
        is_entry(account, workspace, entry)?;
    }
    account.remove(ENTITY.collection, id);
    if !list.is_empty() {
        let mut held = Object::new();
        held.insert("object_id".to_owned(), json!(id));
        held.insert("list".to_owned(), json!(list));
        account.put(ENTITY.collection, id, held);
    }
    Ok(shown(account, id))
}

const WHO: [&str; 3] = ["group_name", "user_name", "service_principal_name"];

fn is_entry(account: &Account, workspace: &Object, entry: &Value) -> Result<(), Refused> {
    let entry = entry.as_object().ok_or_else(|| Refused::invalid("an entry is an object"))?;
    let level = text(entry, "permission_level").unwrap_or_default();
    if level != "CAN_USE" {
        return Err(Refused::invalid(format!("{level} is no permission of a cluster policy")));
    }
    let who = WHO.iter().filter_map(|field| Some((*field, text(entry, field)?)));
    let who: Vec<_> = who.filter(|(_, name)| !name.is_empty()).collect();
    let [(field, name)] = who[..] else {
        return Err(Refused::invalid(format!("an entry names one of {}", WHO.join(", "))));
    };
    if name == "admins" {
        return Err(Refused::invalid("permissions of admins cannot be changed"));
    }
    if named(account, workspace, field, name) {
        return Ok(());
    }
    Err(Refused::invalid(format!("Principal: {name} does not exist in this workspace")))
}
