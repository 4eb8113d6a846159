//! VPC endpoints that are registered: interface endpoints to a service of the control plane, which sees by itself
//! what connects to it.

use serde_json::json;

use crate::Tier;
use crate::account::Object;
use crate::endpoint_services;
use crate::entity::{Kind, Name, Use, stamp};
use crate::facts::VpcEndpoint;
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

pub(crate) const KIND: Kind = Kind {
    collection: "vpc-endpoints",
    noun: "VPC endpoint",
    id: "vpc_endpoint_id",
    name: Some(Name { field: "vpc_endpoint_name", shortest: 1, longest: 255 }),
    required: &["vpc_endpoint_name", "aws_vpc_endpoint_id", "region"],
    checks: &[tier, endpoint_is_there, connects_to_databricks, registered_once],
    complete,
    used_by: &[
        Use {
            collection: "networks",
            noun: "network",
            id: "network_id",
            paths: &["/vpc_endpoints/rest_api", "/vpc_endpoints/dataplane_relay"],
            forced: false,
        },
        Use {
            collection: "private-access-settings",
            noun: "private access settings",
            id: "private_access_settings_id",
            paths: &["/allowed_vpc_endpoint_ids"],
            forced: false,
        },
    ],
    ..Kind::PLAIN
};

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    let Some(endpoint) = endpoint(object, world) else { return };
    object.insert("aws_account_id".to_owned(), json!(endpoint.account));
    object.insert("aws_endpoint_service_id".to_owned(), json!(service_id(endpoint)));
    object.insert("use_case".to_owned(), json!(use_case(endpoint, world)));
    object.insert("state".to_owned(), json!(endpoint.state));
}

/// The endpoint in AWS that a registration names.
pub(super) fn endpoint<'a>(object: &Object, world: &World<'a>) -> Option<&'a VpcEndpoint> {
    let (id, region) = (text(object, "aws_vpc_endpoint_id")?, text(object, "region")?);
    world.aws.vpc_endpoints.iter().find(|it| it.id == id && it.region == region)
}

fn service_id(endpoint: &VpcEndpoint) -> &str {
    endpoint.service.rsplit('.').next().unwrap_or_default()
}

pub(super) fn use_case(endpoint: &VpcEndpoint, world: &World) -> Option<&'static str> {
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
        other[KIND.id] != object[KIND.id]
            && other["aws_vpc_endpoint_id"] == object["aws_vpc_endpoint_id"]
    };
    match world.account.all(KIND.collection).find(same) {
        Some(other) => Err(Refused::already_exists(format!(
            "the VPC endpoint {} is registered already, as {}",
            text(object, "aws_vpc_endpoint_id").unwrap_or_default(),
            text(other, KIND.id).unwrap_or_default(),
        ))),
        None => Ok(()),
    }
}
