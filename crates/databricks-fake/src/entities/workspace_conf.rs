//! Switches of a workspace, behind its own host: texts by key, of which one is needed here.
//!
//! As terraform-provider-databricks 1.126.0 asks and expects to be refused (`workspace/resource_workspace_conf.go`).

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Entity, Paths};
use crate::object::{Object, plain, text};
use crate::reference::Reference;
use crate::refused::Refused;
use crate::request::{body, parameter};
use crate::settings::Tier;
use crate::workspace::tier_of;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "workspace-conf",
    noun: "workspace",
    id: "workspace_id",
    references: &[Reference::IN_A_WORKSPACE],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

const IP_ACCESS_LISTS: &str = "enableIpAccessLists";

/// Those that `docs/resources/workspace_conf.md` of the provider names.
const KEYS: [&str; 5] = [
    IP_ACCESS_LISTS,
    "enableDeprecatedClusterNamedInitScripts",
    "enableDeprecatedGlobalInitScripts",
    "enableTokensConfig",
    "maxTokenLifetimeDays",
];

/// The answer, if the path is that of the switches.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    if request.uri().path() != "/api/2.0/workspace-conf" {
        return None;
    }
    match *request.method() {
        Method::GET => Some(read(account, workspace, request)),
        Method::PATCH => {
            Some(body(request).and_then(|body| write(account, workspace, &body, around)))
        }
        _ => None,
    }
}

/// Whether IP access lists are held against whoever comes.
pub(crate) fn has_ip_access_lists(account: &Account, workspace: &Object) -> bool {
    let held = account.get(ENTITY.collection, &plain(&workspace["workspace_id"]));
    let switch = held.and_then(|held| text(held, IP_ACCESS_LISTS));
    switch.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// What nobody wrote is null.
fn read(
    account: &Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
) -> Result<Value, Refused> {
    let keys = parameter(request, "keys").unwrap_or_default().replace("%2C", ",");
    let keys: Vec<&str> = keys.split(',').filter(|key| !key.is_empty()).collect();
    are_known(&keys)?;
    let held = account.get(ENTITY.collection, &plain(&workspace["workspace_id"]));
    let value = |key: &str| held.and_then(|held| held.get(key)).cloned().unwrap_or_default();
    Ok(keys.into_iter().map(|key| (key.to_owned(), value(key))).collect::<Object>().into())
}

fn write(
    account: &mut Account,
    workspace: &Object,
    body: &Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    are_known(&body.keys().map(String::as_str).collect::<Vec<_>>())?;
    if let Some((key, value)) = body.iter().find(|(key, value)| !fits(key, value)) {
        let message = format!("Some values are not allowed: {}", json!({ key: value }));
        return Err(Refused::invalid(message));
    }
    let switches_on =
        text(body, IP_ACCESS_LISTS).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if switches_on && tier_of(workspace, &World::new(account, around)) < Tier::Enterprise {
        let message = "IP access list is not available in the pricing tier of this workspace";
        return Err(Refused::switched_off(message));
    }
    let id = plain(&workspace["workspace_id"]);
    let mut held = account.get(ENTITY.collection, &id).cloned().unwrap_or_default();
    held.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    held.extend(body.clone());
    account.put(ENTITY.collection, &id, held);
    Ok(json!({}))
}

/// The provider reads the names out of the message.
fn are_known(keys: &[&str]) -> Result<(), Refused> {
    let unknown: Vec<_> = keys.iter().filter(|key| !KEYS.contains(key)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Refused::invalid(format!("Invalid keys: {}", json!(unknown))))
}

fn fits(key: &str, value: &Value) -> bool {
    let Some(value) = value.as_str() else { return false };
    if key.starts_with("enable") {
        return ["true", "false"].iter().any(|one| value.eq_ignore_ascii_case(one));
    }
    value.is_empty() || value.parse::<u16>().is_ok_and(|days| (1..=730).contains(&days))
}
