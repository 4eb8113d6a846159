//! Network policies: what serverless compute reaches on the internet. Every account has one, which holds for
//! workspaces that no other is assigned to.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Changes, Entity, Envelope};
use crate::ids::Ids;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::settings::Tier;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "network-policies",
    noun: "Network policy",
    id: "network_policy_id",
    ids: Ids::Chosen,
    optional: &["egress", "ingress", "ingress_dry_run"],
    checks: &[tier, id_fits, restriction, enforcement, internet, storage, ingress],
    complete,
    changes: Changes::Whole,
    before_deletion: &[default_stays],
    envelope: Some(Envelope { one: None, many: "items" }),
    ..Entity::PLAIN
};

/// Parts of `ingress`, and what each may say (databricks-sdk-go 0.170.0, `service/settings/model.go`).
const INGRESS: [(&str, [&str; 2]); 3] = [
    ("public_access", ["FULL_ACCESS", "RESTRICTED_ACCESS"]),
    ("private_access", ["ALLOW_ALL_REGISTERED_ENDPOINTS", "RESTRICTED_ACCESS"]),
    ("cross_workspace_access", ["FULL_ACCESS", "RESTRICTED_ACCESS"]),
];

pub(crate) const DEFAULT: &str = "default-policy";

/// databricks/terraform-provider-databricks 1.126.0, `docs/resources/account_network_policy.md`.
pub(crate) fn put_default(account: &mut Account) {
    let policy = preexisting(&account.id, DEFAULT);
    account.put_preexisting(
        ENTITY.collection,
        DEFAULT,
        policy.as_object().cloned().unwrap_or_default(),
    );
}

/// One that is there already.
pub(crate) fn preexisting(account: &str, id: &str) -> Value {
    json!({
        ENTITY.id: id,
        "account_id": account,
        "egress": { "network_access": { "restriction_mode": "FULL_ACCESS" } },
    })
}

/// An empty list is not given back: databricks/terraform-provider-databricks issue 4772.
fn complete(object: &mut Object, world: &World) {
    object.insert("account_id".to_owned(), json!(world.account.id));
    object.values_mut().for_each(drop_empty_lists);
    fill_ingress(object);
}

/// What is left out of `ingress` is given back all the same: of `private_access`
/// databricks/terraform-provider-databricks issue 5884 tells it, of the rest nobody says that it is not.
fn fill_ingress(policy: &mut Object) {
    let ingress = policy.entry("ingress").or_insert_with(|| json!({}));
    let Some(ingress) = ingress.as_object_mut() else { return };
    for (part, _) in INGRESS {
        let unspecified = || json!({ "restriction_mode": "RESTRICTION_MODE_UNSPECIFIED" });
        ingress.entry(part).or_insert_with(unspecified);
    }
}

fn drop_empty_lists(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.as_array().is_some_and(Vec::is_empty));
            fields.values_mut().for_each(drop_empty_lists);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_empty_lists),
        _ => {}
    }
}

fn access(policy: &Object) -> Option<&Object> {
    policy.get("egress")?.get("network_access")?.as_object()
}

fn tier(_: &Object, world: &World) -> Result<(), Refused> {
    if world.has(Tier::Enterprise) {
        return Ok(());
    }
    Err(Refused::forbidden("Network policies need the pricing tier ENTERPRISE"))
}

fn id_fits(policy: &Object, _: &World) -> Result<(), Refused> {
    let id = text(policy, ENTITY.id).unwrap_or_default();
    if (1..=32).contains(&id.chars().count()) {
        return Ok(());
    }
    Err(Refused::invalid(format!("network_policy_id must have 1 to 32 characters: {id}")))
}

fn restriction(policy: &Object, _: &World) -> Result<(), Refused> {
    let Some(access) = access(policy) else { return Ok(()) };
    match text(access, "restriction_mode") {
        Some("RESTRICTED_ACCESS") => Ok(()),
        Some("FULL_ACCESS") if !access.keys().any(|field| field.starts_with("allowed_")) => Ok(()),
        Some("FULL_ACCESS") => Err(Refused::invalid(
            "destinations are allowed with the restriction_mode RESTRICTED_ACCESS only",
        )),
        mode => {
            Err(Refused::invalid(format!("Invalid restriction_mode: {}", mode.unwrap_or("none"))))
        }
    }
}

fn enforcement(policy: &Object, _: &World) -> Result<(), Refused> {
    let enforcement = access(policy).and_then(|access| access.get("policy_enforcement"));
    let mode = enforcement.and_then(|it| it.get("enforcement_mode")).and_then(Value::as_str);
    match mode {
        None | Some("DRY_RUN" | "ENFORCED") => Ok(()),
        Some(mode) => Err(Refused::invalid(format!("Invalid enforcement_mode: {mode}"))),
    }
}

fn ingress(policy: &Object, _: &World) -> Result<(), Refused> {
    for (part, modes) in INGRESS {
        let written = policy.get("ingress").and_then(|ingress| ingress.get(part));
        let Some(mode) = written.map(|it| it["restriction_mode"].as_str().unwrap_or_default())
        else {
            continue;
        };
        if !modes.contains(&mode) {
            return Err(Refused::invalid(format!("Invalid restriction_mode of {part}: {mode}")));
        }
    }
    Ok(())
}

fn destinations<'a>(policy: &'a Object, field: &str) -> impl Iterator<Item = &'a Value> {
    let listed = access(policy).and_then(|access| access.get(field)).and_then(Value::as_array);
    listed.into_iter().flatten()
}

fn internet(policy: &Object, _: &World) -> Result<(), Refused> {
    for destination in destinations(policy, "allowed_internet_destinations") {
        let name = destination["destination"].as_str().unwrap_or_default();
        let is_name = name.contains('.') && !name.contains(['/', ':', ' ']);
        if destination["internet_destination_type"] != "DNS_NAME" || !is_name {
            return Err(Refused::invalid(format!("Invalid internet destination: {destination}")));
        }
    }
    Ok(())
}

fn storage(policy: &Object, _: &World) -> Result<(), Refused> {
    for destination in destinations(policy, "allowed_storage_destinations") {
        let given = |field: &str| destination[field].as_str().is_some_and(|it| !it.is_empty());
        let is_s3 = destination["storage_destination_type"] == "AWS_S3";
        if !is_s3 || !given("bucket_name") || !given("region") {
            return Err(Refused::invalid(format!("Invalid storage destination: {destination}")));
        }
    }
    Ok(())
}

fn default_stays(policy: &Object) -> Result<(), Refused> {
    if text(policy, ENTITY.id) == Some(DEFAULT) {
        return Err(Refused::invalid("the default policy cannot be deleted"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
