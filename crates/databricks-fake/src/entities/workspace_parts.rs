//! What a workspace is made of: that it is there, and that Databricks may use it.

use super::workspaces::tier_of;
use super::{
    credentials, customer_managed_keys, networks, private_access_settings, root_bucket,
    storage_configurations, workspace_network,
};
use crate::Tier;
use crate::account::Object;
use crate::facts::Role;
use crate::fields::text;
use crate::form::missing;
use crate::permissions::{self, Place};
use crate::refused::Refused;
use crate::world::World;

pub(super) fn is_serverless(object: &Object) -> bool {
    text(object, "compute_mode") == Some("SERVERLESS")
}

const CLASSIC_PARTS: [&str; 6] = [
    "credentials_id",
    "storage_configuration_id",
    "network_id",
    "private_access_settings_id",
    "storage_customer_managed_key_id",
    "managed_services_customer_managed_key_id",
];

pub(super) fn serverless_has_none(object: &Object, world: &World) -> Result<(), Refused> {
    if !is_serverless(object) {
        return Ok(());
    }
    if let Some(part) = CLASSIC_PARTS.into_iter().find(|part| object.contains_key(*part)) {
        return Err(Refused::invalid(format!("{part} cannot be set for a serverless workspace")));
    }
    if world.account.partition.govcloud {
        return Err(Refused::invalid("serverless workspaces are not available in GovCloud"));
    }
    if tier_of(object, world) < Tier::Premium {
        return Err(Refused::invalid("serverless workspaces need the pricing tier PREMIUM"));
    }
    Ok(())
}

pub(super) fn classic_has_them(object: &Object, _: &World) -> Result<(), Refused> {
    let absent = |part: &&str| !object.contains_key(*part);
    let absent: Vec<_> = CLASSIC_PARTS[..2].iter().copied().filter(absent).collect();
    if is_serverless(object) || absent.is_empty() { Ok(()) } else { Err(missing(&absent)) }
}

pub(super) fn are_there(object: &Object, world: &World) -> Result<(), Refused> {
    for (field, kind) in [
        ("credentials_id", &credentials::KIND),
        ("storage_configuration_id", &storage_configurations::KIND),
        ("network_id", &networks::KIND),
        ("private_access_settings_id", &private_access_settings::KIND),
    ] {
        if let Some(id) = text(object, field)
            && world.object(kind.collection, id).is_none()
        {
            return Err(Refused::malformed(format!("Invalid {field}: {id}")));
        }
    }
    Ok(())
}

/// The role of the workspace's credentials, if it has any.
fn role<'a>(object: &Object, world: &World<'a>) -> Option<Result<&'a Role, String>> {
    let credentials =
        world.object(credentials::KIND.collection, text(object, "credentials_id")?)?;
    Some(credentials::assumable(credentials::role_arn(credentials)?, world))
}

pub(super) fn role_may(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(role) = role(object, world) else { return Ok(()) };
    let network =
        text(object, "network_id").and_then(|id| world.object(networks::KIND.collection, id));
    let place = Place {
        arn_partition: &world.account.partition.arn_partition,
        region: text(object, "aws_region").unwrap_or_default(),
        network: None,
    };
    let failed = |checks: &[String], why: &str| {
        let checks = checks.join(", ");
        Refused::malformed(format!("Failed credentials validation checks: {checks}{why}"))
    };
    let places = match network {
        Some(network) => workspace_network::places(network, place),
        None => vec![place],
    };
    let role =
        role.map_err(|why| failed(&permissions::all_labels(places[0]), &format!(" ({why})")))?;
    for place in places {
        let missing = permissions::missing_base(role, &[place]).into_iter();
        let missing: Vec<_> =
            missing.chain(permissions::missing_for_network(role, place)).collect();
        if !missing.is_empty() {
            return Err(failed(&missing, ""));
        }
    }
    Ok(())
}

pub(super) fn bucket_is_usable(object: &Object, world: &World) -> Result<(), Refused> {
    let storage = text(object, "storage_configuration_id")
        .and_then(|id| world.object(storage_configurations::KIND.collection, id));
    let region = text(object, "aws_region").unwrap_or_default();
    match storage.and_then(storage_configurations::bucket_name) {
        Some(bucket) => root_bucket::check(bucket, region, world),
        None => Ok(()),
    }
}

pub(super) fn keys_fit(object: &Object, world: &World) -> Result<(), Refused> {
    let services = text(object, "managed_services_customer_managed_key_id");
    let storage = text(object, "storage_customer_managed_key_id");
    if services.or(storage).is_none() {
        return Ok(());
    }
    if tier_of(object, world) < Tier::Enterprise {
        return Err(Refused::invalid("customer-managed keys need the pricing tier ENTERPRISE"));
    }
    let region = text(object, "aws_region").unwrap_or_default();
    if let Some(id) = services {
        customer_managed_keys::fits(id, "MANAGED_SERVICES", region, world)?;
    }
    if let Some(id) = storage {
        let key = customer_managed_keys::fits(id, "STORAGE", region, world)?;
        if let Some(Ok(role)) = role(object, world) {
            customer_managed_keys::admits_volumes(&key, role, world)?;
        }
    }
    Ok(())
}
