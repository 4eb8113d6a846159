//! What a workspace is made of: that Databricks may use it.

use crate::entities::workspaces::network::places;
use crate::entities::workspaces::root_bucket;
use crate::entities::{credentials, customer_managed_keys, networks, storage_configurations};
use crate::facts::Role;
use crate::form::missing;
use crate::object::{Object, text};
use crate::permissions::{self, Place};
use crate::refused::Refused;
use crate::settings::Tier;
use crate::workspace::{is_serverless, tier_of};
use crate::world::World;

const CLASSIC_PARTS: [&str; 6] = [
    "credentials_id",
    "storage_configuration_id",
    "network_id",
    "private_access_settings_id",
    "storage_customer_managed_key_id",
    "managed_services_customer_managed_key_id",
];

pub(crate) fn serverless_has_none(object: &Object, world: &World) -> Result<(), Refused> {
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

pub(crate) fn classic_has_them(object: &Object, _: &World) -> Result<(), Refused> {
    let absent = |part: &&str| !object.contains_key(*part);
    let absent: Vec<_> = CLASSIC_PARTS[..2].iter().copied().filter(absent).collect();
    if is_serverless(object) || absent.is_empty() { Ok(()) } else { Err(missing(&absent)) }
}

/// The role of the workspace's credentials, if it has any.
fn role<'a>(object: &Object, world: &World<'a>) -> Option<Result<&'a Role, String>> {
    let credentials =
        world.object(credentials::ENTITY.collection, text(object, "credentials_id")?)?;
    Some(credentials::assumable(credentials::role_arn(credentials)?, world))
}

pub(crate) fn role_may(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(role) = role(object, world) else { return Ok(()) };
    let network =
        text(object, "network_id").and_then(|id| world.object(networks::ENTITY.collection, id));
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
        Some(network) => places(network, place),
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

pub(crate) fn bucket_is_usable(object: &Object, world: &World) -> Result<(), Refused> {
    let storage = text(object, "storage_configuration_id")
        .and_then(|id| world.object(storage_configurations::ENTITY.collection, id));
    let region = text(object, "aws_region").unwrap_or_default();
    match storage.and_then(storage_configurations::bucket_name) {
        Some(bucket) => root_bucket::check(bucket, region, world),
        None => Ok(()),
    }
}

pub(crate) fn keys_fit(object: &Object, world: &World) -> Result<(), Refused> {
    let services = text(object, "managed_services_customer_managed_key_id");
    let storage = text(object, "storage_customer_managed_key_id");
    if services.or(storage).is_none() {
        return Ok(());
    }
    if tier_of(object, world) < Tier::Enterprise {
        return Err(Refused::invalid("customer-managed keys need the pricing tier ENTERPRISE"));
    }
    let region = text(object, "aws_region").unwrap_or_default();
    let key = |id: Option<&str>| {
        id.and_then(|id| world.object(customer_managed_keys::ENTITY.collection, id))
    };
    if let Some(key) = key(services) {
        customer_managed_keys::fits(key, "MANAGED_SERVICES", region, world)?;
    }
    if let Some(key) = key(storage) {
        let key = customer_managed_keys::fits(key, "STORAGE", region, world)?;
        if let Some(Ok(role)) = role(object, world) {
            customer_managed_keys::admits_volumes(&key, role, world)?;
        }
    }
    Ok(())
}
