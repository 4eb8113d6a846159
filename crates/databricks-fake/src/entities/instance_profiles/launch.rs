//! Whether the workspace could launch a cluster with an instance profile: the service tries it, with `DryRun`, unless
//! it is asked not to.
//!
//! The trial carries no tags (databricks/terraform-provider-databricks issues 654 and 762), so a cross-account role
//! that must tag what it launches cannot pass it. Code and words: issues 654 and 1805, databrickslabs/migrate issue 159.

use serde_json::{Value, json};

use crate::entities::workspaces::network::places;
use crate::entities::{credentials, networks};
use crate::facts::{InstanceProfile, Role};
use crate::object::{Object, text};
use crate::permissions::{self, Place};
use crate::policy::{Ask, role_allows, trusts_service};
use crate::refused::Refused;
use crate::workspace::using;
use crate::world::World;

const EC2: &str = "ec2.amazonaws.com";

pub(crate) fn works(profile: &Object, world: &World) -> Result<(), Refused> {
    let workspace = using("workspace_id", &profile["workspace_id"], world);
    let workspace = workspace.ok_or_else(|| Refused::unusable("the workspace is gone"))?;
    let Some(launcher) = launcher(workspace, world) else {
        return Err(Refused::invalid(
            "a serverless workspace has no clusters in an AWS account of yours, so no instance profiles",
        ));
    };
    if profile.get("skip_validation") == Some(&json!(true)) {
        return Ok(());
    }
    let arn = text(profile, "instance_profile_arn").unwrap_or_default();
    let role = role(arn, world)?;
    let launcher = world.role(launcher).ok_or_else(|| denied("its role is not known yet"))?;
    may_pass(launcher, role)?;
    may_launch(launcher, workspace, world)
}

/// The cross-account role.
fn launcher<'a>(workspace: &Object, world: &World<'a>) -> Option<&'a str> {
    let id = text(workspace, credentials::ENTITY.id)?;
    world.object(credentials::ENTITY.collection, id).and_then(credentials::role_arn)
}

fn failed(why: &str) -> Refused {
    Refused::dry_run(format!("Verification of the instance profile failed. AWS error: {why}"))
}

/// AWS says no more than this; what is in parentheses is ours.
fn denied(why: &str) -> Refused {
    failed(&format!(
        "You are not authorized to perform this operation. Encoded authorization failure message: … ({why})"
    ))
}

/// The one role of the profile, which EC2 may hand to instances.
fn role<'a>(arn: &str, world: &World<'a>) -> Result<&'a Role, Refused> {
    let invalid = |why: &str| {
        failed(&format!(
            "Value ({arn}) for parameter iamInstanceProfile.arn is invalid. \
             Invalid IAM Instance Profile ARN ({why})"
        ))
    };
    let known = |it: &&InstanceProfile| it.arn == arn && world.is_known(it.changed);
    let profile = world.aws.instance_profiles.iter().find(known);
    let profile = profile.ok_or_else(|| invalid("it does not exist, or just came"))?;
    let role = profile.roles.first().ok_or_else(|| invalid("it has no role"))?;
    let role = world.role(role).ok_or_else(|| invalid("its role just changed"))?;
    if trusts_service(&role.trust, EC2) {
        return Ok(role);
    }
    Err(invalid(&format!("the role {} does not let {EC2} assume it", role.name)))
}

fn may_pass(launcher: &Role, role: &Role) -> Result<(), Refused> {
    let ask = Ask {
        by: None,
        action: "iam:PassRole",
        resource: &role.arn,
        context: &[("iam:PassedToService", EC2)],
    };
    if role_allows(launcher, &ask) {
        return Ok(());
    }
    Err(denied(&format!("{} may not pass the role {}", launcher.name, role.arn)))
}

fn may_launch(launcher: &Role, workspace: &Object, world: &World) -> Result<(), Refused> {
    let place = Place {
        arn_partition: &world.account.partition.arn_partition,
        region: text(workspace, "aws_region").unwrap_or_default(),
        network: None,
    };
    let network = workspace.get("network_id").and_then(Value::as_str);
    let network = network.and_then(|id| world.object(networks::ENTITY.collection, id));
    let places = network.map_or_else(|| vec![place], |it| places(it, place));
    if places.iter().any(|place| permissions::may_run_untagged(launcher, *place)) {
        return Ok(());
    }
    Err(denied(&format!("{} may not run instances without tags", launcher.name)))
}
