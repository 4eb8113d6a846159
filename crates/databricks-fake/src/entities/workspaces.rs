//! Workspaces: what joins credentials, storage, network, keys and private access.

mod changes;
pub(crate) mod network;
mod parts;
mod root_bucket;
mod root_objects;

use blueprint::values::Region;
use serde_json::{Value, json};

use crate::entities::{
    credentials, customer_managed_keys, network_connectivity_configs, networks,
    private_access_settings, storage_configurations,
};
use crate::entity::{Changes, Entity, Name, Partial, stamp};
use crate::ids::{Ids, deployment_name};
use crate::network::health;
use crate::object::{Object, text};
use crate::reference::{By, Reference};
use crate::refused::Refused;
use crate::workspace::{self, is_serverless, own_tier, tier_of, using};
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: workspace::COLLECTION,
    noun: workspace::NOUN,
    id: workspace::ID,
    ids: Ids::Integer,
    name: Some(Name { field: "workspace_name", shortest: 1, longest: 100 }),
    required: &["workspace_name", "aws_region"],
    optional: &[
        "compute_mode",
        "credentials_id",
        "custom_tags",
        "deployment_name",
        "expected_workspace_status",
        "is_no_public_ip_enabled",
        "managed_services_customer_managed_key_id",
        "network_connectivity_config_id",
        "network_id",
        "pricing_tier",
        "private_access_settings_id",
        "storage_configuration_id",
        "storage_customer_managed_key_id",
    ],
    checks: &[
        region_is_known,
        tier_is_ours,
        deployment_is_free,
        tags_fit,
        parts::serverless_has_none,
        parts::classic_has_them,
        network::check,
        network_connectivity_configs::fits,
        parts::role_may,
        parts::bucket_is_usable,
        parts::keys_fit,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &[
            "credentials_id",
            "custom_tags",
            "expected_workspace_status",
            "managed_services_customer_managed_key_id",
            "network_connectivity_config_id",
            "network_id",
            "private_access_settings_id",
            "storage_customer_managed_key_id",
        ],
        prepare: changes::leave_out_empty_tags,
        checks: changes::CHECKS,
        ..Partial::PLAIN
    }),
    settle,
    effects: root_objects::effects,
    references: &[
        part(&[credentials::ENTITY.collection], &["/credentials_id"]),
        part(&[storage_configurations::ENTITY.collection], &["/storage_configuration_id"]),
        part(&[networks::ENTITY.collection], &["/network_id"]),
        part(&[private_access_settings::ENTITY.collection], &["/private_access_settings_id"]),
        part(
            &[network_connectivity_configs::ENTITY.collection],
            &["/network_connectivity_config_id"],
        ),
        Reference {
            absent: Some(|_, id| Refused::malformed(format!("Invalid customerManagedKeyId: {id}"))),
            ..part(
                &[customer_managed_keys::ENTITY.collection],
                &["/managed_services_customer_managed_key_id", "/storage_customer_managed_key_id"],
            )
        },
    ],
    ..Entity::PLAIN
};

/// What a workspace is made of is there before it, and as long as it.
const fn part(to: &'static [&'static str], ids: &'static [&'static str]) -> Reference {
    Reference {
        to,
        by: By::Ids(ids),
        noun: Some("active workspace"),
        absent: Some(|field, id| Refused::malformed(format!("Invalid {field}: {id}"))),
        ..Reference::PLAIN
    }
}

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    object.insert("deployment_name".to_owned(), json!(deployment(object, world)));
    let tier = tier_of(object, world);
    let mode = if is_serverless(object) { "SERVERLESS" } else { "HYBRID" };
    object.insert("pricing_tier".to_owned(), json!(tier));
    object.insert("compute_mode".to_owned(), json!(mode));
    object.insert("workspace_status".to_owned(), json!("PROVISIONING"));
    object.insert("workspace_status_message".to_owned(), json!("Workspace is being provisioned."));
    // Taken, and never given back (terraform-provider-databricks 1.126.0, `Read` of the workspace).
    object.remove("is_no_public_ip_enabled");
    object.remove("expected_workspace_status");
}

/// A workspace that has a status has its final name already.
fn deployment(object: &Object, world: &World) -> String {
    let asked = text(object, "deployment_name");
    match (asked, &world.settings.deployment_prefix) {
        (Some(name), _) if object.contains_key("workspace_status") => name.to_owned(),
        (Some("EMPTY"), Some(prefix)) => prefix.clone(),
        (Some(name), Some(prefix)) => format!("{prefix}-{name}"),
        _ => deployment_name(&format!("{}/{}", world.account.id, object[ENTITY.id])),
    }
}

/// A workspace is up, or has failed for its network, when it is asked for the first time: waiting proves nothing.
fn settle(object: &Object, world: &World) -> Option<Object> {
    if text(object, "workspace_status") != Some("PROVISIONING") {
        return None;
    }
    let network =
        text(object, "network_id").and_then(|id| world.object(networks::ENTITY.collection, id));
    let region = text(object, "aws_region").unwrap_or_default();
    let health = network.map(|network| health::of(network, region, world)).unwrap_or_default();
    let errors: Vec<_> = health.errors.iter().map(|error| error.message.as_str()).collect();
    let (status, message) = match errors[..] {
        [] => ("RUNNING", "Workspace is running.".to_owned()),
        _ => ("FAILED", format!("Network validation failed: {}", errors.join("; "))),
    };
    let mut settled = object.clone();
    settled.insert("workspace_status".to_owned(), json!(status));
    settled.insert("workspace_status_message".to_owned(), json!(message));
    Some(settled)
}

fn region_is_known(object: &Object, world: &World) -> Result<(), Refused> {
    let region = text(object, "aws_region").unwrap_or_default();
    let region = Region::parse(region).map_err(|mistake| Refused::invalid(mistake.message))?;
    let ours = &world.account.partition;
    if region.is_govcloud() == ours.govcloud {
        return Ok(());
    }
    let message = format!("{} has no workspaces in {region}", ours.accounts_host);
    Err(Refused::invalid(message))
}

fn tier_is_ours(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(given) = text(object, "pricing_tier") else { return Ok(()) };
    let Some(tier) = own_tier(object) else {
        return Err(Refused::invalid(format!("Invalid pricing_tier: {given}")));
    };
    if world.has(tier) {
        return Ok(());
    }
    Err(Refused::invalid(format!("the account is not entitled to the pricing tier {given}")))
}

/// databricks/terraform-provider-databricks issue 1314.
fn deployment_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(name) = text(object, "deployment_name") else { return Ok(()) };
    if object.contains_key("workspace_status") {
        return Ok(());
    }
    if world.settings.deployment_prefix.is_none() {
        return Err(Refused::invalid(
            "Deployment name cannot be used until a deployment name prefix is defined. \
             Please contact your Databricks representative.",
        ));
    }
    let fits = |character: char| character.is_ascii_alphanumeric() || character == '-';
    let full = deployment(object, world);
    if full.len() > 64 || !full.chars().all(fits) || name.starts_with('-') || name.ends_with('-') {
        return Err(Refused::invalid(format!("Invalid deployment_name: {name}")));
    }
    match using("deployment_name", &json!(full), world) {
        Some(_) => Err(Refused::already_exists(format!("Deployment name {full} already exists"))),
        None => Ok(()),
    }
}

fn tags_fit(object: &Object, _: &World) -> Result<(), Refused> {
    let tags = object.get("custom_tags").and_then(Value::as_object).into_iter().flatten();
    for (key, value) in tags {
        let value = value.as_str().unwrap_or_default();
        if !(1..=127).contains(&key.chars().count()) || value.chars().count() > 255 {
            let message =
                format!("custom_tags: a key has 1 to 127 characters, a value at most 255: {key}");
            return Err(Refused::invalid(message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
