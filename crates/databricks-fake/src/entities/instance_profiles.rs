//! Instance profiles that a workspace's clusters may have, by their ARNs.
//!
//! As terraform-provider-databricks 1.126.0 asks (`aws/resource_instance_profile.go`).

mod launch;

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::arn;
use crate::deletion;
use crate::entity::{Entity, Paths};
use crate::form;
use crate::ids::Ids;
use crate::lifecycle;
use crate::object::{Object, text};
use crate::reference::Reference;
use crate::refused::Refused;
use crate::request::{Force, body};
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "instance-profiles",
    noun: "Instance profile",
    id: "key",
    ids: Ids::Chosen,
    required: &["instance_profile_arn", "workspace_id"],
    optional: &["iam_role_arn", "is_meta_instance_profile", "skip_validation"],
    checks: &[is_an_instance_profile, role_is_its_own, launch::works],
    complete: |profile, _| {
        profile.remove("skip_validation");
    },
    references: &[Reference::IN_A_WORKSPACE],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

/// The answer, if the path is that of instance profiles.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let action = request.uri().path().strip_prefix("/api/2.0/instance-profiles/")?;
    let told = || body(request);
    match (request.method(), action) {
        (&Method::GET, "list") => Some(Ok(list(account, workspace))),
        (&Method::POST, "add") => Some(told().and_then(|it| add(account, workspace, it, around))),
        (&Method::POST, "edit") => {
            Some(told().and_then(|it| edit(account, workspace, &it, around)))
        }
        (&Method::POST, "remove") => {
            Some(told().and_then(|it| remove(account, workspace, &it, around)))
        }
        _ => None,
    }
}

pub(crate) fn is_registered(account: &Account, workspace: &Object, arn: &str) -> bool {
    registered(account, workspace, arn).is_some()
}

/// The profile, if clusters of the workspace may have it.
pub(crate) fn registered<'a>(
    account: &'a Account,
    workspace: &Object,
    arn: &str,
) -> Option<&'a Object> {
    account.get(ENTITY.collection, &key(workspace, arn))
}

fn key(workspace: &Object, arn: &str) -> String {
    format!("{}/{arn}", workspace["workspace_id"])
}

fn named(told: &Object) -> Result<&str, Refused> {
    text(told, "instance_profile_arn").ok_or_else(|| form::missing(&["instance_profile_arn"]))
}

fn list(account: &Account, workspace: &Object) -> Value {
    let here = |it: &&Object| it["workspace_id"] == workspace["workspace_id"];
    let shown = |it: &Object| {
        let mut shown = it.clone();
        shown.retain(|field, _| !["key", "workspace_id"].contains(&field.as_str()));
        shown
    };
    let profiles: Value = account.all(ENTITY.collection).filter(here).map(shown).collect();
    json!({ "instance_profiles": profiles })
}

fn add(
    account: &mut Account,
    workspace: &Object,
    mut profile: Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    let arn = named(&profile)?;
    if is_registered(account, workspace, arn) {
        return Err(Refused::already_exists(format!(
            "The instance profile {arn} has already been added."
        )));
    }
    profile.insert(ENTITY.id.to_owned(), json!(key(workspace, arn)));
    profile.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    lifecycle::create(&ENTITY, profile, account, around)?;
    Ok(json!({}))
}

/// Only the role changes. The provider names the profile itself where it has none (`Update`).
fn edit(
    account: &mut Account,
    workspace: &Object,
    told: &Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    let arn = named(told)?;
    let profile = registered(account, workspace, arn).cloned();
    let mut profile = profile.ok_or_else(|| Refused::absent(ENTITY.noun, arn))?;
    match text(told, "iam_role_arn").filter(|role| *role != arn) {
        Some(role) => profile.insert("iam_role_arn".to_owned(), json!(role)),
        None => profile.remove("iam_role_arn"),
    };
    lifecycle::put(&ENTITY, &key(workspace, arn), profile, account, around)?;
    Ok(json!({}))
}

/// Whatever uses it: clusters that have it keep it, and whoever had it as a role has it no longer
/// (Databricks, "Instance profiles", remove).
fn remove(
    account: &mut Account,
    workspace: &Object,
    told: &Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    let arn = named(told)?;
    if !is_registered(account, workspace, arn) {
        return Err(Refused::absent(ENTITY.noun, arn));
    }
    let id = key(workspace, arn);
    deletion::delete(&ENTITY, &id, Force::No, account, around.declared)?;
    Ok(json!({}))
}

fn is_an_instance_profile(profile: &Object, world: &World) -> Result<(), Refused> {
    let arn = text(profile, "instance_profile_arn").unwrap_or_default();
    match arn::name(arn, &world.account.partition, "instance-profile") {
        Some(_) => Ok(()),
        None => Err(Refused::invalid(format!("{arn} is not the ARN of an instance profile"))),
    }
}

/// Of the profile, where AWS knows it.
fn role_is_its_own(profile: &Object, world: &World) -> Result<(), Refused> {
    let Some(role) = text(profile, "iam_role_arn") else { return Ok(()) };
    if arn::name(role, &world.account.partition, "role").is_none() {
        return Err(Refused::invalid(format!("{role} is not the ARN of a role")));
    }
    let arn = text(profile, "instance_profile_arn");
    let known = world.aws.instance_profiles.iter().find(|it| Some(it.arn.as_str()) == arn);
    match known {
        Some(known) if !known.roles.iter().any(|it| it == role) => {
            Err(Refused::invalid(format!("the role of the instance profile is not {role}")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
