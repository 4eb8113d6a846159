//! Whether a workspace can use its root bucket: "Failed storage configuration validation checks: …".

use crate::control_plane::control_plane;
use crate::facts::{Bucket, Key};
use crate::policy::{Ask, Principal, allows};
use crate::refused::Refused;
use crate::world::World;

/// Checks by their names in the service's message, and what each asks of the bucket or its objects.
const CHECKS: [(&str, &str, Target); 6] = [
    ("List", "s3:ListBucket", Target::Bucket),
    ("GetBucketLocation", "s3:GetBucketLocation", Target::Bucket),
    ("Get", "s3:GetObject", Target::Objects),
    ("Put", "s3:PutObject", Target::Objects),
    ("PutWithBucketOwnerFullControl", "s3:PutObject", Target::Objects),
    ("Delete", "s3:DeleteObject", Target::Objects),
];

#[derive(Clone, Copy)]
enum Target {
    Bucket,
    Objects,
}

pub(crate) fn check(name: &str, region: &str, world: &World) -> Result<(), Refused> {
    let all: Vec<_> = CHECKS.iter().map(|(label, ..)| *label).collect();
    let Some(bucket) = world.aws.buckets.iter().find(|bucket| bucket.name == name) else {
        return Err(failed(&all, &format!("there is no bucket {name}")));
    };
    if bucket.region != region {
        let why = format!("the bucket {name} is in {}, the workspace in {region}", bucket.region);
        return Err(failed(&all, &why));
    }
    match denied(bucket, world) {
        denied if denied.is_empty() => key_admits_databricks(bucket, world),
        denied => Err(failed(&denied, "Access Denied by the bucket's policy")),
    }
}

fn failed(checks: &[&str], why: &str) -> Refused {
    let checks = checks.join(", ");
    Refused::malformed(format!("Failed storage configuration validation checks: {checks} -- {why}"))
}

fn denied(bucket: &Bucket, world: &World) -> Vec<&'static str> {
    let admitted = |action: &str, target: Target| {
        let partition = &world.account.partition.arn_partition;
        let resource = match target {
            Target::Bucket => format!("arn:{partition}:s3:::{}", bucket.name),
            Target::Objects => format!("arn:{partition}:s3:::{}/rehearsal", bucket.name),
        };
        let ask = Ask {
            by: Some(Principal { arn: &control_plane(world), by_account: true }),
            action,
            resource: &resource,
            context: &context(world),
        };
        allows(&bucket.policy, &ask)
    };
    let denied = |(label, action, target): &(&'static str, &str, Target)| {
        (!admitted(action, *target)).then_some(*label)
    };
    CHECKS.iter().filter_map(denied).collect()
}

/// What is known of a call that Databricks makes for this account.
pub(crate) fn context<'a>(world: &World<'a>) -> [(&'static str, &'a str); 4] {
    [
        ("aws:PrincipalTag/DatabricksAccountId", world.account.id.as_str()),
        ("aws:PrincipalAccount", world.account.partition.control_plane_account.as_str()),
        ("aws:SecureTransport", "true"),
        ("s3:TlsVersion", "1.3"),
    ]
}

fn key_admits_databricks(bucket: &Bucket, world: &World) -> Result<(), Refused> {
    let Some(encryption) = &bucket.encryption else { return Ok(()) };
    if !encryption.algorithm.starts_with("aws:kms") {
        return Ok(());
    }
    let named = |key: &&Key| encryption.key.as_ref().is_some_and(|name| key.arn.ends_with(name));
    let Some(key) = world.aws.keys.iter().find(named) else {
        let why = "the bucket is encrypted with AWS' own key or one that is gone, which Databricks cannot use";
        return Err(failed(&["Get", "Put"], why));
    };
    let partition = &world.account.partition.arn_partition;
    let suffix = if partition == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" };
    let service = format!("s3.{}.{suffix}", bucket.region);
    let context: Vec<_> =
        context(world).into_iter().chain([("kms:ViaService", service.as_str())]).collect();
    let admitted = |action: &&str| {
        let by = Some(Principal { arn: &control_plane(world), by_account: true });
        allows([&key.policy], &Ask { by, action, resource: &key.arn, context: &context })
    };
    let denied: Vec<_> =
        ["kms:Decrypt", "kms:GenerateDataKey"].into_iter().filter(|it| !admitted(it)).collect();
    let why = match key.unusable() {
        Some(state) => format!("the bucket's key {} is {state}", key.arn),
        None if denied.is_empty() => return Ok(()),
        None => format!("the policy of the bucket's key {} denies {}", key.arn, denied.join(", ")),
    };
    Err(failed(&["Get", "Put"], &why))
}

#[cfg(test)]
mod tests;
