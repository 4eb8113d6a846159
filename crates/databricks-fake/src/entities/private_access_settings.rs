//! Private access settings: who reaches a workspace, and from where.

use blueprint::values::Region;
use serde_json::{Value, json};

use crate::entities::networks;
use crate::entities::vpc_endpoints::{self, endpoint_ids};
use crate::entity::{Changes, Entity, Name, stamp};
use crate::object::{Object, text, texts};
use crate::reference::{By, Reference};
use crate::refused::Refused;
use crate::settings::Tier;
use crate::workspace;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "private-access-settings",
    noun: "Private access settings",
    id: "private_access_settings_id",
    name: Some(Name { field: "private_access_settings_name", shortest: 4, longest: 256 }),
    required: &["private_access_settings_name", "region"],
    optional: &["public_access_enabled", "private_access_level", "allowed_vpc_endpoint_ids"],
    checks: &[tier, region_is_known, level, endpoint_level_names_some, fit_their_workspaces],
    complete,
    changes: Changes::Whole,
    references: &[Reference {
        to: &[vpc_endpoints::ENTITY.collection],
        by: By::Ids(&["/allowed_vpc_endpoint_ids"]),
        noun: Some("private access settings"),
        absent: Some(|_, id| Refused::invalid(format!("VPC endpoint {id} is not registered"))),
        ..Reference::PLAIN
    }],
    ..Entity::PLAIN
};

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    // The API has no time for it.
    object.remove("creation_time");
    object.entry("public_access_enabled").or_insert(json!(false));
    object.entry("private_access_level").or_insert(json!("ACCOUNT"));
}

pub(crate) fn public_access(object: &Object) -> bool {
    object.get("public_access_enabled").and_then(Value::as_bool).unwrap_or_default()
}

fn tier(_: &Object, world: &World) -> Result<(), Refused> {
    if world.has(Tier::Enterprise) {
        return Ok(());
    }
    Err(Refused::forbidden("Private access settings need the pricing tier ENTERPRISE"))
}

fn region_is_known(object: &Object, _: &World) -> Result<(), Refused> {
    let region = text(object, "region").unwrap_or_default();
    Region::parse(region).map(|_| ()).map_err(|mistake| Refused::invalid(mistake.message))
}

fn level(object: &Object, _: &World) -> Result<(), Refused> {
    match text(object, "private_access_level") {
        None | Some("ACCOUNT" | "ENDPOINT") => Ok(()),
        Some(level) => Err(Refused::malformed(format!("Invalid private_access_level: {level}"))),
    }
}

/// What holds when they are attached holds as long as they are.
fn fit_their_workspaces(object: &Object, world: &World) -> Result<(), Refused> {
    let users = world.account.all(workspace::COLLECTION);
    for workspace in users.filter(|it| it.get(ENTITY.id) == Some(&object[ENTITY.id])) {
        let refuse = |why: &str| {
            let id = &workspace[workspace::ID];
            Err(Refused::invalid(format!("workspace {id} uses the private access settings: {why}")))
        };
        if text(workspace, "aws_region") != text(object, "region") {
            return refuse("their region cannot change");
        }
        let network = text(workspace, networks::ENTITY.id);
        let network = network.and_then(|id| world.object(networks::ENTITY.collection, id));
        let back_end = network.is_some_and(|network| !endpoint_ids(network).is_empty());
        if !public_access(object) && !back_end {
            return refuse("without public access its network needs its VPC endpoints");
        }
    }
    Ok(())
}

/// Else nobody could connect.
fn endpoint_level_names_some(object: &Object, _: &World) -> Result<(), Refused> {
    let endpoints = texts(object.get("allowed_vpc_endpoint_ids"));
    if text(object, "private_access_level") == Some("ENDPOINT") && endpoints.is_empty() {
        return Err(Refused::invalid(
            "private_access_level ENDPOINT needs allowed_vpc_endpoint_ids",
        ));
    }
    Ok(())
}
