//! Workspaces: what joins credentials, storage, network, keys and private access.

use std::str::FromStr;

use blueprint::values::Region;
use http::Method;
use serde_json::{Value, json};

use super::workspace_parts::is_serverless;
use super::{
    metastore_assignments, network_connectivity_configs, network_health, network_options, networks,
    root_objects, workspace_network, workspace_parts,
};
use crate::Tier;
use crate::account::{Object, deployment_name};
use crate::data_access::{cluster_policies, instance_profiles, object_permissions, warehouses};
use crate::entity::{Changes, Ids, Kind, Name, Use, stamp};
use crate::fields::text;
use crate::identity::{assignments, workspace_principals};
use crate::refused::Refused;
use crate::world::World;
use crate::{ip_access_lists, unity_catalog, workspace_conf, workspace_settings};

pub(crate) const KIND: Kind = Kind {
    collection: "workspaces",
    noun: "Workspace",
    id: "workspace_id",
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
        workspace_parts::serverless_has_none,
        workspace_parts::classic_has_them,
        workspace_parts::are_there,
        workspace_network::check,
        network_connectivity_configs::fits,
        workspace_parts::role_may,
        workspace_parts::bucket_is_usable,
        workspace_parts::keys_fit,
    ],
    complete,
    changes: Changes::Some {
        method: |method| method == Method::PATCH,
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
        checks: &[workspace_network::stays_what_it_is],
    },
    follows: metastore_assignments::follow,
    settle,
    effects: root_objects::effects,
    takes_along: &[
        metastore_assignments::uses(&["/workspace_id"]),
        network_options::uses(&["/workspace_id"]),
        workspace_settings::uses(&["/workspace_id"]),
        workspace_conf::uses(&["/workspace_id"]),
        ip_access_lists::uses(&["/workspace_id"]),
        unity_catalog::WORKSPACE_TAKES_ALONG,
        assignments::uses(&["/workspace_id"]),
        workspace_principals::uses(&["/workspace_id"]),
        instance_profiles::uses(&["/workspace_id"]),
        cluster_policies::uses(&["/workspace_id"]),
        object_permissions::uses(&["/workspace_id"]),
        warehouses::uses(&["/workspace_id"]),
    ],
    ..Kind::PLAIN
};

/// For `used_by` of what a workspace is made of.
pub(super) const fn uses(paths: &'static [&'static str]) -> Use {
    Use {
        collection: "workspaces",
        noun: "active workspace",
        id: "workspace_id",
        paths,
        forced: false,
    }
}

/// The workspace that has `value` in `field`.
pub(crate) fn using<'a>(field: &str, value: &Value, world: &World<'a>) -> Option<&'a Object> {
    world.account.all(KIND.collection).find(|workspace| workspace.get(field) == Some(value))
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
    let given = text(object, "deployment_name");
    match (given, &world.settings.deployment_prefix) {
        (Some(name), _) if object.contains_key("workspace_status") => name.to_owned(),
        (Some("EMPTY"), Some(prefix)) => prefix.clone(),
        (Some(name), Some(prefix)) => format!("{prefix}-{name}"),
        _ => deployment_name(&format!("{}/{}", world.account.id, object[KIND.id])),
    }
}

/// A workspace is up, or has failed for its network, when it is asked for the first time: waiting proves nothing.
fn settle(object: &Object, world: &World) -> Option<Object> {
    if text(object, "workspace_status") != Some("PROVISIONING") {
        return None;
    }
    let network =
        text(object, "network_id").and_then(|id| world.object(networks::KIND.collection, id));
    let region = text(object, "aws_region").unwrap_or_default();
    let health =
        network.map(|network| network_health::of(network, region, world)).unwrap_or_default();
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

impl FromStr for Tier {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_uppercase().as_str() {
            "STANDARD" => Ok(Self::Standard),
            "PREMIUM" => Ok(Self::Premium),
            "ENTERPRISE" => Ok(Self::Enterprise),
            _ => Err(()),
        }
    }
}

pub(crate) fn tier_of(object: &Object, world: &World) -> Tier {
    tier(object).unwrap_or(world.settings.tier)
}

fn tier(object: &Object) -> Option<Tier> {
    text(object, "pricing_tier").and_then(|tier| tier.parse().ok())
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
    let Some(tier) = tier(object) else {
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
