//! Whether Unity Catalog can reach an external location by the role of its storage credential.

use serde_json::{Value, json};

use crate::entities::storage_credentials::{external_id, master_role, role_arn};
use crate::facts::{Bucket, Role};
use crate::object::Object;
use crate::policy::{Ask, Principal, allows, role_allows};
use crate::refused::Refused;
use crate::unity_catalog::storage_paths::{S3Path, parse, url_of};
use crate::world::World;

/// Who reaches what.
pub(crate) struct Reach<'a> {
    pub(crate) url: &'a str,
    pub(crate) path: S3Path<'a>,
    pub(crate) role: &'a Role,
    pub(crate) bucket: &'a Bucket,
}

/// Permissions by their names in the service's message, and what each asks of the bucket or its objects.
const READ: [(&str, &str, Target); 3] = [
    ("LIST", "s3:ListBucket", Target::Bucket),
    ("LIST", "s3:GetBucketLocation", Target::Bucket),
    ("READ", "s3:GetObject", Target::Objects),
];
const WRITE: [(&str, &str, Target); 2] =
    [("WRITE", "s3:PutObject", Target::Objects), ("DELETE", "s3:DeleteObject", Target::Objects)];

#[derive(Clone, Copy)]
enum Target {
    Bucket,
    Objects,
}

/// The role and the bucket, if the one may use the other.
pub(crate) fn check<'a>(
    location: &'a Object,
    credential: &Object,
    region: &str,
    world: &World<'a>,
) -> Result<Reach<'a>, Refused> {
    let url = url_of(location);
    let role = assumed(url, credential, world)?;
    assumes_itself(role, credential)?;
    let path = parse(url)?;
    let bucket = bucket(url, path, region, world)?;
    same_account(url, role, bucket)?;
    let reach = Reach { url, path, role, bucket };
    let writes = location.get("read_only") != Some(&json!(true));
    let needed = READ.iter().chain(WRITE.iter().filter(|_| writes));
    for (permission, action, target) in needed {
        if !may(&reach, action, *target, world) {
            let why = format!("{action} is denied to {}", role.arn);
            return Err(denied(permission, url, &why));
        }
    }
    Ok(reach)
}

/// In the words of databricks/terraform-provider-databricks issue 3843; the reason is ours.
pub(crate) fn denied(permission: &str, url: &str, why: &str) -> Refused {
    Refused::forbidden(format!(
        "AWS IAM role does not have {permission} permissions on url {url}. Please contact your account admin to \
         update the storage credential. ({why})"
    ))
}

/// The role, if Unity Catalog's own role can assume it by the credential's external id.
fn assumed<'a>(url: &str, credential: &Object, world: &World<'a>) -> Result<&'a Role, Refused> {
    let arn = role_arn(credential);
    let Some(role) = world.role_in_unity_catalog(arn) else {
        let there = world.aws.roles.iter().any(|role| role.arn == arn);
        let why = if there {
            "just changed, and Unity Catalog does not know it yet"
        } else {
            "does not exist"
        };
        return Err(denied("READ", url, &format!("the role {arn} {why}")));
    };
    if trusts(role, master_role(world), external_id(credential)) {
        return Ok(role);
    }
    let why = format!(
        "the role {arn} does not let {} assume it with the external id of the storage credential",
        master_role(world)
    );
    Err(denied("READ", url, &why))
}

/// By its trust and by its own policies (databricks/terraform-databricks-sra issue 37). The message is the
/// service's.
fn assumes_itself(role: &Role, credential: &Object) -> Result<(), Refused> {
    let ask = Ask { by: None, action: "sts:AssumeRole", resource: &role.arn, context: &[] };
    let may = role_allows(role, &ask);
    if may && trusts(role, &role.arn, external_id(credential)) {
        return Ok(());
    }
    Err(Refused::forbidden(
        "The IAM role for this storage credential was found to be non self-assuming. Please check your role's trust \
         and IAM policies to ensure that your IAM role can assume itself according to the Unity Catalog storage \
         credential documentation.",
    ))
}

fn trusts(role: &Role, who: &str, external_id: &str) -> bool {
    let ask = Ask {
        by: Some(Principal { arn: who, by_account: true }),
        action: "sts:AssumeRole",
        resource: &role.arn,
        context: &[("sts:ExternalId", external_id), ("aws:PrincipalArn", who)],
    };
    allows([&role.trust], &ask)
}

fn bucket<'a>(
    url: &str,
    path: S3Path,
    region: &str,
    world: &World<'a>,
) -> Result<&'a Bucket, Refused> {
    let Some(bucket) = world.aws.buckets.iter().find(|it| it.name == path.bucket) else {
        return Err(denied("READ", url, &format!("there is no bucket {}", path.bucket)));
    };
    if bucket.region == region {
        return Ok(bucket);
    }
    let why = format!("the bucket is in {}, the metastore in {region}", bucket.region);
    Err(denied("READ", url, &why))
}

/// "This IAM role must be defined in the same account as the S3 bucket" (Databricks, "Create a storage credential
/// for connecting to AWS S3", read 2026-11). Whether the service looks is not known.
fn same_account(url: &str, role: &Role, bucket: &Bucket) -> Result<(), Refused> {
    if role.account == bucket.account {
        return Ok(());
    }
    let why = format!(
        "the bucket is of the AWS account {}, the role of {}",
        bucket.account, role.account
    );
    Err(denied("READ", url, &why))
}

/// In its role's account, a bucket need only not deny it.
fn may(reach: &Reach, action: &str, target: Target, world: &World) -> bool {
    let Reach { path, role, bucket, .. } = reach;
    let arn = format!("arn:{}:s3:::{}", world.account.partition.arn_partition, bucket.name);
    let (prefix, resource) = match (target, path.prefix) {
        (Target::Bucket, "") => (String::new(), arn),
        (Target::Bucket, prefix) => (format!("{prefix}/"), arn),
        (Target::Objects, "") => (String::new(), format!("{arn}/rehearsal")),
        (Target::Objects, prefix) => (String::new(), format!("{arn}/{prefix}/rehearsal")),
    };
    let context = [
        ("aws:PrincipalArn", role.arn.as_str()),
        ("aws:PrincipalAccount", role.account.as_str()),
        ("aws:ResourceAccount", bucket.account.as_str()),
        ("aws:SecureTransport", "true"),
        ("s3:TlsVersion", "1.3"),
        ("s3:prefix", prefix.as_str()),
    ];
    let own = Ask { by: None, action, resource: &resource, context: &context };
    let by = Principal { arn: &role.arn, by_account: true };
    let all = json!({ "Statement": { "Effect": "Allow", "Principal": "*", "Action": "*" } });
    let of_bucket = bucket.policy.iter().chain([&all] as [&Value; 1]);
    role_allows(role, &own) && allows(of_bucket, &Ask { by: Some(by), ..own.clone() })
}

#[cfg(test)]
mod tests;
