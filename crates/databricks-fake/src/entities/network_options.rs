//! Which network policy holds for a workspace: part of the workspace's path, neither created nor deleted
//! (databricks/terraform-provider-databricks 1.126.0, `docs/resources/workspace_network_option.md`). It goes with
//! the workspace.

use http::{Method, Request};
use serde_json::{Value, json};

use super::network_policies as policies;
use super::workspaces::{self, tier_of};
use crate::Tier;
use crate::account::{Account, Object};
use crate::api::body;
use crate::entity::Use;
use crate::fields::text;
use crate::refused::Refused;
use crate::world::{Surroundings, World};

const COLLECTION: &str = "workspace-network-options";

pub(super) const fn uses(paths: &'static [&'static str]) -> Use {
    Use { collection: COLLECTION, noun: "workspace", id: "workspace_id", paths, forced: false }
}

/// The answer, if the path is that of an option.
pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let ["workspaces", id, "network"] = segments else { return None };
    match *request.method() {
        Method::GET => Some(read(account, id)),
        Method::PUT => Some(body(request).and_then(|body| {
            assign(account, id, &body, around)?;
            read(account, id)
        })),
        _ => None,
    }
}

fn read(account: &Account, id: &str) -> Result<Value, Refused> {
    let workspace = workspace(account, id)?;
    let assigned = account.get(COLLECTION, id).and_then(|option| text(option, policies::KIND.id));
    Ok(json!({
        "workspace_id": workspace["workspace_id"],
        policies::KIND.id: assigned.unwrap_or(policies::DEFAULT),
    }))
}

fn workspace<'a>(account: &'a Account, id: &str) -> Result<&'a Object, Refused> {
    let workspace = account.get(workspaces::KIND.collection, id);
    workspace.ok_or_else(|| Refused::absent(workspaces::KIND.noun, id))
}

fn assign(
    account: &mut Account,
    id: &str,
    body: &Object,
    around: Surroundings,
) -> Result<(), Refused> {
    let workspace = workspace(account, id)?;
    let policy = text(body, policies::KIND.id).unwrap_or(policies::DEFAULT);
    if account.get(policies::KIND.collection, policy).is_none() {
        return Err(Refused::invalid(format!("Network policy {policy} does not exist")));
    }
    if policy == policies::DEFAULT {
        account.remove(COLLECTION, id);
        return Ok(());
    }
    if tier_of(workspace, &World::new(account, around)) < Tier::Enterprise {
        return Err(Refused::invalid("a network policy needs the pricing tier ENTERPRISE"));
    }
    let mut option = Object::new();
    option.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    option.insert(policies::KIND.id.to_owned(), json!(policy));
    account.put(COLLECTION, id, option);
    Ok(())
}
