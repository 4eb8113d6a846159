//! Grants: which privileges a principal has on something.

use http::Method;
use serde_json::{Value, json};

use super::access::{self, Use as Needed};
use super::securable::{self, chain};
use super::{Call, catalogs, principals, privileges, system_schemas};
use crate::account::{Account, Object};
use crate::api::body;
use crate::entity::Use;
use crate::fields::texts;
use crate::refused::Refused;

const COLLECTION: &str = "grants";

pub(super) const fn uses(paths: &'static [&'static str]) -> Use {
    Use { collection: COLLECTION, noun: "grant", id: "key", paths, forced: true }
}

/// What a grant is on.
struct Target {
    kind: String,
    name: String,
    /// Ids of what it is in, and, last, its own.
    within: Vec<Value>,
}

pub(super) fn answer(
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
    let target = |within| Target { kind: kind.to_owned(), name: name.to_owned(), within };
    if kind == "metastore" {
        let own = name == call.place.metastore;
        let absent = || super::current_metastore::absent(name);
        return own.then(|| target(vec![json!(name)])).ok_or_else(absent);
    }
    if is_built_in(kind, name, account, call) {
        return Ok(target(vec![json!(format!("{}/{name}", call.place.metastore))]));
    }
    let securable = securable::named(kind)
        .ok_or_else(|| Refused::invalid(format!("the rehearsal has no {kind} to grant on")))?;
    let object = securable.find(name, call.place, account)?;
    access::check(securable, object, call.place, account, Needed::Read)?;
    Ok(target(chain(securable.kind, object)))
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
    let on = |it: &&Object| it.get("within").and_then(Value::as_array) == Some(&target.within);
    let shown =
        |it: &Object| json!({ "principal": it["principal"], "privileges": it["privileges"] });
    let all: Value = account.all(COLLECTION).filter(on).map(shown).collect();
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
    let own = target.within.last().and_then(Value::as_str).unwrap_or_default();
    let key = format!("{own}/{principal}");
    let held = account.get(COLLECTION, &key).map(|it| texts(it.get("privileges")));
    let mut privileges: Vec<String> =
        held.unwrap_or_default().into_iter().map(str::to_owned).collect();
    let removed = names(change, "remove");
    privileges.extend(names(change, "add"));
    privileges.retain(|it| !removed.contains(it));
    privileges.sort();
    privileges.dedup();
    if privileges.is_empty() {
        account.remove(COLLECTION, &key);
        return;
    }
    let mut grant = Object::new();
    grant.insert("key".to_owned(), json!(key));
    grant.insert("metastore_id".to_owned(), json!(call.place.metastore));
    grant.insert("within".to_owned(), Value::Array(target.within.clone()));
    grant.insert("principal".to_owned(), json!(principal));
    grant.insert("privileges".to_owned(), json!(privileges));
    account.put(COLLECTION, &key, grant);
}
