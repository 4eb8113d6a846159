//! Credential configurations: the cross-account role.

use blueprint::values::Region;
use serde_json::{Value, json};

use crate::control_plane::control_plane;
use crate::entity::{Entity, Name, stamp};
use crate::facts::Role;
use crate::object::Object;
use crate::permissions::{self, Place};
use crate::policy::{Ask, Principal, allows};
use crate::refused::Refused;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "credentials",
    noun: "Credentials",
    id: "credentials_id",
    name: Some(Name { field: "credentials_name", shortest: 4, longest: 255 }),
    required: &["credentials_name", "aws_credentials"],
    checks: &[names_a_role, role_is_usable],
    complete,
    ..Entity::PLAIN
};

/// In the words of databricks/terraform-provider-databricks issue 1363; the reason is ours.
fn unusable(why: &str) -> Refused {
    Refused::malformed(format!(
        "Failed credential validation checks: please use a valid cross account IAM role with \
         permissions setup correctly ({why})"
    ))
}

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    let role_arn = role_arn(object).unwrap_or_default();
    let role = json!({ "role_arn": role_arn, "external_id": world.account.id });
    object.insert("aws_credentials".to_owned(), json!({ "sts_role": role }));
}

pub(crate) fn role_arn(object: &Object) -> Option<&str> {
    object.get("aws_credentials")?.pointer("/sts_role/role_arn").and_then(Value::as_str)
}

fn names_a_role(object: &Object, world: &World) -> Result<(), Refused> {
    let arn = role_arn(object).unwrap_or_default();
    let start = format!("arn:{}:iam::", world.account.partition.arn_partition);
    if arn.starts_with(&start) && arn.contains(":role/") {
        return Ok(());
    }
    Err(Refused::malformed(format!("role_arn `{arn}` is not the ARN of a role ({start}…:role/…)")))
}

fn role_is_usable(object: &Object, world: &World) -> Result<(), Refused> {
    let arn = role_arn(object).unwrap_or_default();
    let role = assumable(arn, world).map_err(|why| unusable(&why))?;
    match least_missing(role, &world.account.partition.arn_partition) {
        missing if missing.is_empty() => Ok(()),
        missing => Err(unusable(&format!("its policy does not allow: {}", missing.join(", ")))),
    }
}

/// The role, if Databricks can assume it; else why not.
pub(crate) fn assumable<'a>(arn: &str, world: &World<'a>) -> Result<&'a Role, String> {
    let Some(role) = world.role(arn) else {
        let there = world.aws.roles.iter().any(|role| role.arn == arn);
        let why = if there {
            "just changed, and IAM does not know it everywhere yet"
        } else {
            "does not exist"
        };
        return Err(format!("the role {arn} {why}"));
    };
    if trusts(role, world) {
        return Ok(role);
    }
    Err(format!(
        "the role {arn} does not let the AWS account {} assume it with the external id of this account",
        world.account.partition.control_plane_account
    ))
}

fn trusts(role: &Role, world: &World) -> bool {
    let ask = Ask {
        by: Some(Principal { arn: &control_plane(world), by_account: true }),
        action: "sts:AssumeRole",
        resource: &role.arn,
        context: &[("sts:ExternalId", &world.account.id)],
    };
    allows([&role.trust], &ask)
}

/// Where the role will be used is not said yet: what it may do in some region is enough.
fn least_missing(role: &Role, arn_partition: &str) -> Vec<String> {
    let place = |region: Region| Place { arn_partition, region: region.name(), network: None };
    permissions::missing_base(role, &Region::all().map(place).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
