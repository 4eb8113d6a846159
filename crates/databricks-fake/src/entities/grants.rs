//! Grants: which privileges a principal has on something.

use http::Method;
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::{catalogs, system_schemas};
use crate::entity::{Entity, Paths};
use crate::object::{Object, plain, text, texts};
use crate::reference::{By, OnDelete, Reference};
use crate::refused::Refused;
use crate::request::body;
use crate::unity_catalog::access::{self, Use as Needed};
use crate::unity_catalog::call::Call;
use crate::unity_catalog::{current_metastore, principals, privileges};
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "grants",
    noun: "grant",
    id: "key",
    references: &[
        Reference {
            to: &["metastores"],
            by: By::Ids(&["/metastore_id"]),
            on_delete: OnDelete::Cascade,
            ..Reference::PLAIN
        },
        Reference {
            to: &["catalogs", "external-locations", "schemas", "storage-credentials", "volumes"],
            by: By::Ids(&["/securable_id"]),
            on_delete: OnDelete::Cascade,
            ..Reference::PLAIN
        },
    ],
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

/// What a grant is on.
struct Target {
    kind: String,
    name: String,
    id: String,
}

pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    call: &Call,
) -> Option<Result<Value, Refused>> {
    let ["permissions", kind, name] = segments else { return None };
    match *call.request.method() {
        Method::GET => Some(target(kind, name, account, call).map(|it| all(&it, account))),
        Method::PATCH => Some(change(kind, name, account, call)),
        _ => None,
    }
}

fn target(kind: &str, name: &str, account: &Account, call: &Call) -> Result<Target, Refused> {
    let target = |id| Target { kind: kind.to_owned(), name: name.to_owned(), id };
    if kind == "metastore" {
        let own = name == call.place.metastore;
        let absent = || current_metastore::absent(name);
        return own.then(|| target(name.to_owned())).ok_or_else(absent);
    }
    if is_built_in(kind, name, account, call) {
        return Ok(target(format!("{}/{name}", call.place.metastore)));
    }
    let securable = call
        .around
        .declared
        .securable(kind)
        .ok_or_else(|| Refused::invalid(format!("the rehearsal has no {kind} to grant on")))?;
    let object = securable.find(name, call.place, account)?;
    let world = World::new(account, call.around);
    access::check(securable, object, call.place, &world, Needed::Read)?;
    Ok(target(plain(&object[securable.id])))
}

/// The catalog of system tables and its schemas are Databricks' own, and can be granted on.
fn is_built_in(kind: &str, name: &str, account: &Account, call: &Call) -> bool {
    match (kind, name.split_once('.')) {
        ("catalog", None) => catalogs::BUILT_IN.contains(&name),
        ("schema", Some(("system", schema))) => {
            system_schemas::is_on(account, &call.place.metastore, schema)
        }
        _ => false,
    }
}

fn all(target: &Target, account: &Account) -> Value {
    let on = |it: &&Object| text(it, "securable_id") == Some(&target.id);
    let shown =
        |it: &Object| json!({ "principal": it["principal"], "privileges": it["privileges"] });
    let all: Value = account.all(ENTITY.collection).filter(on).map(shown).collect();
    json!({ "privilege_assignments": all })
}

/// All of it or nothing.
fn change(kind: &str, name: &str, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let target = target(kind, name, account, call)?;
    let body = body(call.request)?;
    let changes = body.get("changes").and_then(Value::as_array).cloned().unwrap_or_default();
    for change in &changes {
        can_be_granted(change, &target, account)?;
    }
    for change in &changes {
        apply(change, &target, account, call);
    }
    Ok(all(&target, account))
}

fn can_be_granted(change: &Value, target: &Target, account: &Account) -> Result<(), Refused> {
    let added = names(change, "add");
    if !added.is_empty() {
        principals::is_known(change["principal"].as_str().unwrap_or_default(), account)?;
    }
    let all = added.iter().chain(&names(change, "remove")).cloned().collect::<Vec<_>>();
    all.iter().try_for_each(|it| privileges::check(it, &target.kind, &target.name))
}

/// Taken with spaces, kept with underscores (`catalog/permissions`, `NormalizePrivilege`).
fn names(change: &Value, field: &str) -> Vec<String> {
    let named = texts(change.get(field)).into_iter();
    named.map(|it| it.to_uppercase().replace(' ', "_")).collect()
}

fn apply(change: &Value, target: &Target, account: &mut Account, call: &Call) {
    let principal = change["principal"].as_str().unwrap_or_default();
    let key = format!("{}/{principal}", target.id);
    let held = account.get(ENTITY.collection, &key).map(|it| texts(it.get("privileges")));
    let mut privileges: Vec<String> =
        held.unwrap_or_default().into_iter().map(str::to_owned).collect();
    let removed = names(change, "remove");
    privileges.extend(names(change, "add"));
    privileges.retain(|it| !removed.contains(it));
    privileges.sort();
    privileges.dedup();
    if privileges.is_empty() {
        account.remove(ENTITY.collection, &key);
        return;
    }
    let mut grant = Object::new();
    grant.insert("key".to_owned(), json!(key));
    grant.insert("metastore_id".to_owned(), json!(call.place.metastore));
    grant.insert("securable_id".to_owned(), json!(target.id));
    grant.insert("principal".to_owned(), json!(principal));
    grant.insert("privileges".to_owned(), json!(privileges));
    account.put(ENTITY.collection, &key, grant);
}

/// What one principal has is from now on another's: the key says whose it is.
pub(crate) fn follow(account: &mut Account, from: &str, to: &str) {
    let of = |it: &&Object| text(it, "principal") == Some(from);
    let all: Vec<Object> = account.all(ENTITY.collection).filter(of).cloned().collect();
    for mut grant in all {
        account.remove(ENTITY.collection, &plain(&grant["key"]));
        let key = format!("{}/{to}", plain(&grant["securable_id"]));
        grant.insert("key".to_owned(), json!(key));
        grant.insert("principal".to_owned(), json!(to));
        account.put(ENTITY.collection, &key, grant);
    }
}

#[cfg(test)]
mod tests;
