//! VPC endpoints that are registered: interface endpoints to a service of the control plane, which sees by itself
//! what connects to it.

use serde_json::json;

use crate::endpoint_services;
use crate::entity::{Entity, Name, stamp};
use crate::facts::VpcEndpoint;
use crate::object::{Object, text, texts};
use crate::refused::Refused;
use crate::settings::Tier;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "vpc-endpoints",
    noun: "VPC endpoint",
    id: "vpc_endpoint_id",
    name: Some(Name { field: "vpc_endpoint_name", shortest: 1, longest: 255 }),
    required: &["vpc_endpoint_name", "aws_vpc_endpoint_id", "region"],
    checks: &[tier, endpoint_is_there, connects_to_databricks, registered_once],
    complete,
    ..Entity::PLAIN
};

/// Fields of a network's `vpc_endpoints`, and what each endpoint is for.
pub(crate) const OF_A_NETWORK: [(&str, &str); 2] =
    [("rest_api", "WORKSPACE_ACCESS"), ("dataplane_relay", "DATAPLANE_RELAY_ACCESS")];

/// Ids of the registered endpoints of a network, if it has them.
pub(crate) fn endpoint_ids(network: &Object) -> Vec<&str> {
    let endpoints = network.get("vpc_endpoints");
    let of = |field| texts(endpoints.and_then(|it| it.get(field)));
    OF_A_NETWORK.iter().flat_map(|(field, _)| of(field)).collect()
}

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    let Some(endpoint) = endpoint(object, world) else { return };
    object.insert("aws_account_id".to_owned(), json!(endpoint.account));
    object.insert("aws_endpoint_service_id".to_owned(), json!(service_id(endpoint)));
    object.insert("use_case".to_owned(), json!(use_case(endpoint, world)));
    object.insert("state".to_owned(), json!(endpoint.state));
}

/// The endpoint in AWS that a registration names.
pub(crate) fn endpoint<'a>(object: &Object, world: &World<'a>) -> Option<&'a VpcEndpoint> {
    let (id, region) = (text(object, "aws_vpc_endpoint_id")?, text(object, "region")?);
    world.aws.vpc_endpoints.iter().find(|it| it.id == id && it.region == region)
}

fn service_id(endpoint: &VpcEndpoint) -> &str {
    endpoint.service.rsplit('.').next().unwrap_or_default()
}

pub(crate) fn use_case(endpoint: &VpcEndpoint, world: &World) -> Option<&'static str> {
    endpoint_services::use_case(&world.account.partition, &endpoint.region, service_id(endpoint))
}

fn tier(_: &Object, world: &World) -> Result<(), Refused> {
    if world.has(Tier::Enterprise) {
        return Ok(());
    }
    Err(Refused::forbidden("Private link needs the pricing tier ENTERPRISE"))
}

fn endpoint_is_there(object: &Object, world: &World) -> Result<(), Refused> {
    if endpoint(object, world).is_some() {
        return Ok(());
    }
    let field = |name| text(object, name).unwrap_or_default();
    let (id, region) = (field("aws_vpc_endpoint_id"), field("region"));
    let message = format!("Private link: no VPC endpoint {id} connects to Databricks in {region}");
    Err(Refused::malformed(message))
}

fn connects_to_databricks(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(endpoint) = endpoint(object, world) else { return Ok(()) };
    if endpoint.kind == "Interface" && use_case(endpoint, world).is_some() {
        return Ok(());
    }
    let known = endpoint_services::known(&world.account.partition, &endpoint.region).join(", ");
    Err(Refused::malformed(format!(
        "Private link: the VPC endpoint {} connects to {}, not to a service of Databricks in {} ({known})",
        endpoint.id, endpoint.service, endpoint.region
    )))
}

fn registered_once(object: &Object, world: &World) -> Result<(), Refused> {
    let same = |other: &&Object| {
        other[ENTITY.id] != object[ENTITY.id]
            && other["aws_vpc_endpoint_id"] == object["aws_vpc_endpoint_id"]
    };
    match world.account.all(ENTITY.collection).find(same) {
        Some(other) => Err(Refused::already_exists(format!(
            "the VPC endpoint {} is registered already, as {}",
            text(object, "aws_vpc_endpoint_id").unwrap_or_default(),
            text(other, ENTITY.id).unwrap_or_default(),
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
