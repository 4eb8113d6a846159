//! Storage credentials: a role by which Unity Catalog reaches buckets, and the external id that its trust must ask for.
//!
//! The role need not be there yet: its trust policy needs the external id, which only the credential has.

use http::Method;
use serde_json::{Value, json};

use super::external_locations;
use super::securable::{self, BELONGINGS, Securable};
use crate::account::{Object, digest, uuid};
use crate::entity::{Changes, Kind};
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

pub(super) const SECURABLE: Securable = Securable {
    kind: &KIND,
    name: "storage_credential",
    absent: "STORAGE_CREDENTIAL_DOES_NOT_EXIST",
    keeps_case: true,
    prepare: |_, _, _| (),
    may_be_created: |_, _, _| Ok(()),
    kept,
};

pub(super) const KIND: Kind = Kind {
    collection: "storage-credentials",
    noun: "Storage Credential",
    id: "id",
    required: &["name", "aws_iam_role", "metastore_id"],
    optional: &["comment", "read_only", "skip_validation"],
    checks: &[
        securable::name_fits,
        name_is_free,
        names_a_role,
        isolation_is_one,
        securable::owner_is_known,
    ],
    complete,
    changes: Changes::Some {
        method: |method| method == Method::PATCH,
        fields: &[
            "aws_iam_role",
            "comment",
            "force",
            "isolation_mode",
            "owner",
            "read_only",
            "skip_validation",
        ],
        checks: &[],
    },
    show: securable::shown,
    takes_along: &BELONGINGS,
    ..Kind::PLAIN
};

/// Who assumes the role, by partition (terraform-provider-databricks 1.126.0, `aws/constants.go`).
const MASTER_ROLES: [(&str, &str); 3] = [
    ("aws", "arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL"),
    (
        "aws-us-gov",
        "arn:aws-us-gov:iam::044793339203:role/unity-catalog-prod-UCMasterRole-1QRFA8SGY15OJ",
    ),
    (
        "aws-us-gov-dod",
        "arn:aws-us-gov:iam::170661010020:role/unity-catalog-prod-UCMasterRole-1DI6DL6ZP26AS",
    ),
];

pub(super) fn master_role(world: &World) -> &'static str {
    let partition = world.account.partition.name.as_str();
    let known = MASTER_ROLES.iter().find(|(name, _)| *name == partition);
    known.map_or(MASTER_ROLES[0].1, |(_, arn)| arn)
}

pub(super) fn role_arn(credential: &Object) -> &str {
    in_role(credential, "role_arn")
}

pub(super) fn external_id(credential: &Object) -> &str {
    in_role(credential, "external_id")
}

fn in_role<'a>(credential: &'a Object, field: &str) -> &'a str {
    let role = credential.get("aws_iam_role").and_then(|role| role.get(field));
    role.and_then(Value::as_str).unwrap_or_default()
}

fn complete(object: &mut Object, world: &World) {
    let name = text(object, "name").unwrap_or_default().to_owned();
    let role = json!({
        "role_arn": role_arn(object),
        "external_id": uuid(&digest(&format!("external id of {}", object[KIND.id]))),
        "unity_catalog_iam_arn": master_role(world),
    });
    object.insert("aws_iam_role".to_owned(), role);
    object.entry("isolation_mode").or_insert(json!("ISOLATION_MODE_OPEN"));
    securable::stamp(object, &name, world);
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    securable::name_is_free(&KIND, object, text(object, "name").unwrap_or_default(), world)
}

fn names_a_role(object: &Object, world: &World) -> Result<(), Refused> {
    let arn = role_arn(object);
    let start = format!("arn:{}:iam::", world.account.partition.arn_partition);
    let account = arn.strip_prefix(&start).and_then(|rest| rest.split_once(":role/"));
    match account {
        Some((account, name)) if account.len() == 12 && !name.is_empty() => Ok(()),
        _ => Err(Refused::invalid(format!(
            "role_arn '{arn}' is not the ARN of a role ({start}…:role/…)"
        ))),
    }
}

pub(super) fn isolation_is_one(object: &Object, _: &World) -> Result<(), Refused> {
    match text(object, "isolation_mode") {
        None | Some("ISOLATION_MODE_OPEN" | "ISOLATION_MODE_ISOLATED") => Ok(()),
        Some(other) => Err(Refused::invalid(format!("Invalid isolation_mode: {other}"))),
    }
}

/// The words of the service: databricks/terraform-provider-databricks issue 4000.
fn kept(credential: &Object, world: &World) -> Option<String> {
    let locations = world.account.all(external_locations::KIND.collection);
    let count = locations.filter(|it| it.get("credential_id") == credential.get(KIND.id)).count();
    (count > 0).then(|| {
        format!(
            "Storage credential '{}' has 0 directly dependent external table(s) and {count} dependent storage \
             location(s)",
            text(credential, "name").unwrap_or_default()
        )
    })
}
