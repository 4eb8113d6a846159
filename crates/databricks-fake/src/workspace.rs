//! Workspaces, as others read them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::account::Account;
use crate::host::Address;
use crate::object::{Object, plain, text};
use crate::refused::Refused;
use crate::settings::Tier;
use crate::world::World;

pub(crate) const COLLECTION: &str = "workspaces";
pub(crate) const NOUN: &str = "Workspace";
pub(crate) const ID: &str = "workspace_id";

/// The workspace at an address. The real name server would not know the name.
pub(crate) fn find<'a>(
    accounts: &'a BTreeMap<String, Account>,
    address: &Address,
) -> Result<(&'a Account, &'a Object), Refused> {
    let here = accounts.values().filter(|account| account.partition == address.partition);
    let named = |workspace: &&Object| {
        text(workspace, "deployment_name") == Some(address.deployment.as_str())
    };
    here.flat_map(|account| account.all(COLLECTION).map(move |workspace| (account, workspace)))
        .find(|(_, workspace)| named(workspace))
        .ok_or_else(|| {
            Refused::malformed(format!("no workspace is deployed as {}", address.deployment))
        })
}

/// The workspace that has `value` in `field`.
pub(crate) fn using<'a>(field: &str, value: &Value, world: &World<'a>) -> Option<&'a Object> {
    world.account.all(COLLECTION).find(|workspace| workspace.get(field) == Some(value))
}

/// All but this one.
pub(crate) fn others<'a>(
    workspace: &'a Object,
    world: &World<'a>,
) -> impl Iterator<Item = &'a Object> {
    world.account.all(COLLECTION).filter(|it| it[ID] != workspace[ID])
}

pub(crate) fn is_serverless(workspace: &Object) -> bool {
    text(workspace, "compute_mode") == Some("SERVERLESS")
}

pub(crate) fn tier_of(workspace: &Object, world: &World) -> Tier {
    own_tier(workspace).unwrap_or(world.settings.tier)
}

/// The tier that the workspace names, if it is one.
pub(crate) fn own_tier(workspace: &Object) -> Option<Tier> {
    text(workspace, "pricing_tier").and_then(|tier| tier.parse().ok())
}

pub(crate) fn raise_tiers(account: &mut Account, to: Tier) {
    let below = |it: &&Object| own_tier(it).is_some_and(|tier| tier < to);
    let below: Vec<Object> = account.all(COLLECTION).filter(below).cloned().collect();
    for mut workspace in below {
        workspace.insert("pricing_tier".to_owned(), json!(to));
        account.put(COLLECTION, &plain(&workspace[ID]), workspace);
    }
}
