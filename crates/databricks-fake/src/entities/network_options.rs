//! Which network policy holds for a workspace: part of the workspace's path, neither created nor deleted
//! (databricks/terraform-provider-databricks 1.126.0, `docs/resources/workspace_network_option.md`). It goes with
//! the workspace.

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::network_policies as policies;
use crate::entity::{Entity, Paths};
use crate::object::{Object, text};
use crate::reference::{By, Reference};
use crate::refused::Refused;
use crate::request::body;
use crate::settings::Tier;
use crate::workspace::{self, tier_of};
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "workspace-network-options",
    noun: "workspace",
    id: "workspace_id",
    references: &[
        Reference::IN_A_WORKSPACE,
        Reference {
            to: &[policies::ENTITY.collection],
            by: By::Ids(&["/network_policy_id"]),
            absent: Some(|_, id| Refused::invalid(format!("Network policy {id} does not exist"))),
            ..Reference::PLAIN
        },
    ],
    paths: Paths::OfAccount(answer),
    ..Entity::PLAIN
};

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
    let workspace = present(account, id)?;
    let assigned =
        account.get(ENTITY.collection, id).and_then(|option| text(option, policies::ENTITY.id));
    Ok(json!({
        "workspace_id": workspace["workspace_id"],
        policies::ENTITY.id: assigned.unwrap_or(policies::DEFAULT),
    }))
}

fn present<'a>(account: &'a Account, id: &str) -> Result<&'a Object, Refused> {
    let workspace = account.get(workspace::COLLECTION, id);
    workspace.ok_or_else(|| Refused::absent(workspace::NOUN, id))
}

fn assign(
    account: &mut Account,
    id: &str,
    body: &Object,
    around: Surroundings,
) -> Result<(), Refused> {
    let workspace = present(account, id)?;
    let policy = text(body, policies::ENTITY.id).unwrap_or(policies::DEFAULT);
    let mut option = Object::new();
    option.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    option.insert(policies::ENTITY.id.to_owned(), json!(policy));
    let world = World::new(account, around);
    world.has_what_it_refers_to(ENTITY.collection, &option)?;
    if policy == policies::DEFAULT {
        account.remove(ENTITY.collection, id);
        return Ok(());
    }
    if tier_of(workspace, &world) < Tier::Enterprise {
        return Err(Refused::invalid("a network policy needs the pricing tier ENTERPRISE"));
    }
    account.put(ENTITY.collection, id, option);
    Ok(())
}
