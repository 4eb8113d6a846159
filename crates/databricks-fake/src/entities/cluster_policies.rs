//! Cluster policies of a workspace: named documents of rules.
//!
//! databricks-sdk-go 0.170.0, `service/compute`, `clusterPoliciesImpl`.

mod rules;

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::deletion;
use crate::entity::{Entity, Paths};
use crate::form;
use crate::identity::applier;
use crate::lifecycle;
use crate::object::{Object, text};
use crate::reference::Reference;
use crate::refused::Refused;
use crate::request::{Force, body, parameter};
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "cluster-policies",
    noun: "Cluster policy",
    id: "policy_id",
    required: &["definition", "name", "workspace_id"],
    optional: &["description", "libraries", "max_clusters_per_user"],
    checks: &[name_is_short, name_is_free, rules::are_rules],
    complete,
    references: &[Reference::IN_A_WORKSPACE],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

/// The answer, if the path is that of policies.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let action = request.uri().path().strip_prefix("/api/2.0/policies/clusters/")?;
    let told = || body(request);
    match (request.method(), action) {
        (&Method::GET, "list") => Some(Ok(list(account, workspace))),
        (&Method::GET, "get") => {
            let id = parameter(request, ENTITY.id).unwrap_or_default();
            Some(present(account, workspace, id).map(|policy| Value::from(shown(policy))))
        }
        (&Method::POST, "create") => {
            Some(told().and_then(|it| create(account, workspace, it, around)))
        }
        (&Method::POST, "edit") => Some(told().and_then(|it| edit(account, workspace, it, around))),
        (&Method::POST, "delete") => {
            Some(told().and_then(|it| delete(account, workspace, &it, around)))
        }
        _ => None,
    }
}

pub(crate) fn present<'a>(
    account: &'a Account,
    workspace: &Object,
    id: &str,
) -> Result<&'a Object, Refused> {
    let policy = account.get(ENTITY.collection, id);
    let here = policy.filter(|it| it["workspace_id"] == workspace["workspace_id"]);
    here.ok_or_else(|| Refused::absent(ENTITY.noun, id))
}

fn shown(policy: &Object) -> Object {
    let mut shown = policy.clone();
    shown.remove("workspace_id");
    shown
}

fn list(account: &Account, workspace: &Object) -> Value {
    let here = |it: &&Object| it["workspace_id"] == workspace["workspace_id"];
    let policies: Value = account.all(ENTITY.collection).filter(here).map(shown).collect();
    json!({ "policies": policies })
}

fn create(
    account: &mut Account,
    workspace: &Object,
    mut policy: Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    policy.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    let made = lifecycle::create(&ENTITY, policy, account, around)?;
    Ok(json!({ ENTITY.id: made[ENTITY.id] }))
}

/// Of all of it.
fn edit(
    account: &mut Account,
    workspace: &Object,
    told: Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    let id = named(&told)?.to_owned();
    let old = present(account, workspace, &id)?;
    let created = old["created_at_timestamp"].clone();
    let mut policy = form::without_empty(told);
    policy.remove(ENTITY.id);
    policy.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    form::only_known_fields(&ENTITY, &policy)?;
    form::required_fields(&ENTITY, &policy)?;
    policy.insert(ENTITY.id.to_owned(), json!(id));
    policy.insert("created_at_timestamp".to_owned(), created);
    lifecycle::put(&ENTITY, &id, policy, account, around)?;
    Ok(json!({}))
}

fn delete(
    account: &mut Account,
    workspace: &Object,
    told: &Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    let id = named(told)?;
    present(account, workspace, id)?;
    deletion::delete(&ENTITY, id, Force::No, account, around.declared)?;
    Ok(json!({}))
}

fn named(told: &Object) -> Result<&str, Refused> {
    text(told, ENTITY.id).ok_or_else(|| form::missing(&[ENTITY.id]))
}

fn complete(policy: &mut Object, world: &World) {
    policy.entry("created_at_timestamp").or_insert_with(|| json!(world.milliseconds()));
    policy.insert("creator_user_name".to_owned(), json!(applier::APPLICATION));
}

/// databricks-sdk-go 0.170.0, `compute.Policy`.
fn name_is_short(policy: &Object, _: &World) -> Result<(), Refused> {
    let length = text(policy, "name").unwrap_or_default().chars().count();
    if (1..=100).contains(&length) {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the name of a cluster policy has 1 to 100 characters, not {length}"
    )))
}

fn name_is_free(policy: &Object, world: &World) -> Result<(), Refused> {
    let same = |other: &&Object| {
        ["name", "workspace_id"].iter().all(|field| other.get(*field) == policy.get(*field))
            && other[ENTITY.id] != policy[ENTITY.id]
    };
    match world.account.all(ENTITY.collection).find(same) {
        Some(_) => {
            let name = text(policy, "name").unwrap_or_default();
            Err(Refused::invalid(format!("Policy with name '{name}' already exists.")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
