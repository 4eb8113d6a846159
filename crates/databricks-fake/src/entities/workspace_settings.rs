//! Settings of a workspace, behind its own host: each one value with a version, the etag.
//!
//! Who writes or resets one must name the version that is there. Who does not, or names another, is told the right
//! one and comes again (terraform-provider-databricks 1.126.0, `settings/generic_setting.go`).

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::catalogs;
use crate::entity::{Entity, Paths};
use crate::ids::digest;
use crate::object::{Object, text};
use crate::reference::Reference;
use crate::refused::Refused;
use crate::request::{body, parameter};
use crate::world::Surroundings;

pub(crate) const ENTITY: Entity = Entity {
    collection: "workspace-settings",
    noun: "workspace setting",
    id: "key",
    references: &[Reference::IN_A_WORKSPACE],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

/// Segment of the path, field of the value, and whether a value is one.
type Setting = (&'static str, &'static str, IsOne);

type IsOne = fn(&Value, &Account, &Object) -> bool;

const SETTINGS: [Setting; 3] = [
    ("default_namespace_ws", "namespace", is_name),
    ("disable_legacy_access", "disable_legacy_access", is_switch),
    ("disable_legacy_dbfs", "disable_legacy_dbfs", is_switch),
];

/// A catalog that the workspace has.
fn is_name(value: &Value, account: &Account, workspace: &Object) -> bool {
    value.as_str().is_some_and(|name| catalogs::exists(account, workspace, name))
}

fn is_switch(value: &Value, _: &Account, _: &Object) -> bool {
    value.is_boolean()
}

/// The answer, if the path is that of a setting which we know.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    _: Surroundings,
) -> Option<Result<Value, Refused>> {
    let kind = request.uri().path().strip_prefix("/api/2.0/settings/types/")?;
    let kind = kind.strip_suffix("/names/default")?;
    let setting = SETTINGS.iter().find(|(path, ..)| *path == kind)?;
    let key = format!("{}/{kind}", workspace["workspace_id"]);
    match *request.method() {
        Method::GET => Some(read(account, setting, &key)),
        Method::PATCH => Some(write(account, setting, &key, workspace, request)),
        Method::DELETE => Some(reset(account, &key, request)),
        _ => None,
    }
}

fn read(account: &Account, setting: &Setting, key: &str) -> Result<Value, Refused> {
    let held =
        account.get(ENTITY.collection, key).ok_or_else(|| Refused::absent("Setting", setting.0))?;
    Ok(shown(setting, held))
}

fn shown((_, field, _): &Setting, held: &Object) -> Value {
    json!({ "etag": held["etag"], "setting_name": "default", *field: { "value": held["value"] } })
}

fn write(
    account: &mut Account,
    setting: &Setting,
    key: &str,
    workspace: &Object,
    request: &Request<Vec<u8>>,
) -> Result<Value, Refused> {
    let (_, field, is_one) = setting;
    let body = body(request)?;
    let mask = text(&body, "field_mask").unwrap_or_default();
    if mask != format!("{field}.value") || body.get("allow_missing") != Some(&json!(true)) {
        return Err(Refused::invalid(format!(
            "allow_missing and the field_mask {field}.value are needed"
        )));
    }
    let new = body.get("setting").ok_or_else(|| Refused::invalid("setting is needed"))?;
    is_current(account, key, new["etag"].as_str())?;
    let value = &new[*field]["value"];
    if !is_one(value, account, workspace) {
        return Err(Refused::invalid(format!("{field} cannot be {value}")));
    }
    let mut held = Object::new();
    held.insert("key".to_owned(), json!(key));
    held.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    held.insert("value".to_owned(), value.clone());
    held.insert("etag".to_owned(), json!(digest(&format!("{}{value}", etag(account, key)))));
    let shown = shown(setting, &held);
    account.put(ENTITY.collection, key, held);
    Ok(shown)
}

fn reset(account: &mut Account, key: &str, request: &Request<Vec<u8>>) -> Result<Value, Refused> {
    is_current(account, key, parameter(request, "etag"))?;
    account.remove(ENTITY.collection, key);
    Ok(json!({ "etag": etag(account, key) }))
}

fn is_current(account: &Account, key: &str, named: Option<&str>) -> Result<(), Refused> {
    let etag = etag(account, key);
    if named == Some(etag.as_str()) { Ok(()) } else { Err(Refused::stale(&etag)) }
}

/// A setting that nobody wrote has a version too.
fn etag(account: &Account, key: &str) -> String {
    let held = account.get(ENTITY.collection, key).and_then(|held| text(held, "etag"));
    held.map_or_else(|| digest(key), str::to_owned)
}

#[cfg(test)]
mod tests;
