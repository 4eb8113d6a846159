//! Storage configurations: the root bucket. Nothing in AWS is looked at before a workspace uses it.

use serde_json::Value;

use crate::entity::{Entity, Name};
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "storage-configurations",
    noun: "Storage configuration",
    id: "storage_configuration_id",
    name: Some(Name { field: "storage_configuration_name", shortest: 1, longest: 255 }),
    required: &["storage_configuration_name", "root_bucket_info"],
    optional: &["role_arn"],
    checks: &[names_a_bucket, role_is_there, fifty_are_enough],
    ..Entity::PLAIN
};

pub(crate) fn bucket_name(object: &Object) -> Option<&str> {
    object.get("root_bucket_info")?.get("bucket_name").and_then(Value::as_str)
}

fn names_a_bucket(object: &Object, _: &World) -> Result<(), Refused> {
    let name = bucket_name(object).unwrap_or_default();
    let middle = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '-' | '.');
    let end = |character: char| matches!(character, 'a'..='z' | '0'..='9');
    let fits = (3..=63).contains(&name.len())
        && name.chars().all(middle)
        && name.starts_with(end)
        && name.ends_with(end);
    if fits { Ok(()) } else { Err(Refused::invalid(format!("`{name}` is no name of a bucket"))) }
}

fn role_is_there(object: &Object, world: &World) -> Result<(), Refused> {
    match text(object, "role_arn") {
        Some(arn) if world.role(arn).is_none() => {
            Err(Refused::malformed(format!("role_arn: there is no role {arn}")))
        }
        _ => Ok(()),
    }
}

/// databricks/terraform-provider-databricks issue 1586.
fn fifty_are_enough(_: &Object, world: &World) -> Result<(), Refused> {
    if world.account.all(ENTITY.collection).count() < 50 {
        return Ok(());
    }
    let message =
        "Storage configuration limit exceeded, only 50 storage configurations are allowed";
    Err(Refused::unusable(message))
}
