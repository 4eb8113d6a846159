//! Network connectivity configurations: from where serverless compute comes, and what it reaches privately.
//!
//! A binding is a field of the workspace and cannot be taken away again (databricks/terraform-provider-databricks
//! issue 3741), so a workspace goes before its configuration.

use blueprint::values::Region;
use serde_json::{Value, json};

use crate::entity::{Entity, Envelope, stamp};
use crate::ids::digest;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::workspace;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "network-connectivity-configs",
    noun: "Network connectivity configuration",
    id: "network_connectivity_config_id",
    required: &["name", "region"],
    checks: &[region_is_known, name_fits, name_is_free_in_its_region, ten_in_a_region],
    complete,
    envelope: Some(Envelope { one: None, many: "items" }),
    ..Entity::PLAIN
};

/// <https://docs.databricks.com/aws/en/resources/limits>
const IN_A_REGION: usize = 10;
const WORKSPACES: usize = 50;

/// Addresses that are reserved for documentation stand for the stable ones of the region.
fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    object.insert("updated_time".to_owned(), object["creation_time"].clone());
    object.insert("egress_config".to_owned(), egress());
}

fn egress() -> Value {
    let addresses = json!({ "cidr_blocks": ["198.51.100.0/28", "203.0.113.0/28"] });
    json!({ "default_rules": { "aws_stable_ip_rule": addresses } })
}

/// One that is there already.
pub(crate) fn preexisting(account: &str, id: &str, region: &str) -> Value {
    json!({
        ENTITY.id: id,
        "account_id": account,
        "name": format!("preexisting-{}", &digest(id)[..8]),
        "region": region,
        "egress_config": egress(),
    })
}

/// Bound to a workspace: it is in its region.
pub(crate) fn fits(workspace: &Object, world: &World) -> Result<(), Refused> {
    let Some(id) = workspace.get(ENTITY.id).and_then(Value::as_str) else { return Ok(()) };
    let others = workspace::others(workspace, world);
    if others.filter(|other| other.get(ENTITY.id) == workspace.get(ENTITY.id)).count() >= WORKSPACES
    {
        return Err(Refused::invalid(format!("{id} is bound to {WORKSPACES} workspaces already")));
    }
    let (here, there) = (
        text(workspace, "aws_region"),
        world.object(ENTITY.collection, id).and_then(|config| text(config, "region")),
    );
    if here == there {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the network connectivity configuration {id} is in {}, the workspace in {}",
        there.unwrap_or_default(),
        here.unwrap_or_default()
    )))
}

fn region_is_known(object: &Object, _: &World) -> Result<(), Refused> {
    let region = text(object, "region").unwrap_or_default();
    Region::parse(region).map(|_| ()).map_err(|mistake| Refused::invalid(mistake.message))
}

/// databricks-sdk-go 0.170.0, service/settings, `NetworkConnectivityConfiguration`.
fn name_fits(object: &Object, _: &World) -> Result<(), Refused> {
    let name = text(object, "name").unwrap_or_default();
    let fits = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    if (3..=30).contains(&name.len()) && name.chars().all(fits) {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the name of a network connectivity configuration must match ^[0-9a-zA-Z-_]{{3,30}}$: {name}"
    )))
}

fn of_region<'a>(object: &'a Object, world: &World<'a>) -> impl Iterator<Item = &'a Object> {
    let others = world.account.all(ENTITY.collection);
    others.filter(move |it| it["region"] == object["region"] && it[ENTITY.id] != object[ENTITY.id])
}

fn name_is_free_in_its_region(object: &Object, world: &World) -> Result<(), Refused> {
    match of_region(object, world).find(|other| other["name"] == object["name"]) {
        Some(_) => Err(Refused::already_exists(format!(
            "a network connectivity configuration with the name {} already exists in the region",
            text(object, "name").unwrap_or_default()
        ))),
        None => Ok(()),
    }
}

fn ten_in_a_region(object: &Object, world: &World) -> Result<(), Refused> {
    if of_region(object, world).count() < IN_A_REGION {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the account has {IN_A_REGION} network connectivity configurations in {} already",
        text(object, "region").unwrap_or_default()
    )))
}

#[cfg(test)]
mod tests;
