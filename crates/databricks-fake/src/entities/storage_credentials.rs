//! Storage credentials: a role by which Unity Catalog reaches buckets, and the external id that its trust must ask for.
//!
//! The role need not be there yet: its trust policy needs the external id, which only the credential has.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Answer, Changes, Entity, Partial, Paths};
use crate::ids::{digest, uuid};
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::unity_catalog::call::Call;
use crate::unity_catalog::checks;
use crate::unity_catalog::requests::{self, Own};
use crate::unity_catalog::securable::{Bound, Names, Securable};
use crate::world::World;

pub(crate) const SECURABLE: Securable = Securable {
    collection: "storage-credentials",
    noun: "Storage Credential",
    id: "id",
    name: "storage_credential",
    absent: "STORAGE_CREDENTIAL_DOES_NOT_EXIST",
    names: Names::KeepTheirCase,
    bound: Bound::ByItself,
};

pub(crate) const ENTITY: Entity = Entity {
    collection: SECURABLE.collection,
    noun: SECURABLE.noun,
    id: SECURABLE.id,
    required: &["name", "aws_iam_role", "metastore_id"],
    optional: &["comment", "read_only", "skip_validation"],
    checks: &[
        checks::name_fits,
        name_is_free,
        names_a_role,
        isolation_is_one,
        checks::owner_is_known,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &[
            "aws_iam_role",
            "comment",
            "force",
            "isolation_mode",
            "owner",
            "read_only",
            "skip_validation",
        ],
        ..Partial::PLAIN
    }),
    show: checks::shown,
    references: &[checks::IN_A_METASTORE],
    securable: Some(&SECURABLE),
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

const OWN: Own = Own { may_be_changed: is_free_or_forced, ..Own::NOTHING };

fn answer(account: &mut Account, segments: &[&str], call: &Call) -> Answer {
    requests::answer(&ENTITY, &OWN, account, segments, call)
}

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

pub(crate) fn master_role(world: &World) -> &'static str {
    let partition = world.account.partition.name.as_str();
    let known = MASTER_ROLES.iter().find(|(name, _)| *name == partition);
    known.map_or(MASTER_ROLES[0].1, |(_, arn)| arn)
}

pub(crate) fn role_arn(credential: &Object) -> &str {
    in_role(credential, "role_arn")
}

pub(crate) fn external_id(credential: &Object) -> &str {
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
        "external_id": uuid(&digest(&format!("external id of {}", object[ENTITY.id]))),
        "unity_catalog_iam_arn": master_role(world),
    });
    object.insert("aws_iam_role".to_owned(), role);
    object.entry("isolation_mode").or_insert(json!("ISOLATION_MODE_OPEN"));
    checks::stamp(object, &name, world);
}

/// The words of the service: databricks/terraform-provider-databricks issue 4000.
pub(crate) fn dependents(credential: &Object, locations: usize) -> String {
    format!(
        "Storage credential '{}' has 0 directly dependent external table(s) and {locations} dependent storage location(s)",
        text(credential, "name").unwrap_or_default(),
    )
}

/// Whatever changes, its comment too: databricks/terraform-provider-databricks issues 2152 and 4551. Of the owner alone
/// the provider does not ask by force (`catalog/resource_storage_credential.go`), and issue 2778 was closed by that.
fn is_free_or_forced(credential: &Object, told: &Object, world: &World) -> Result<(), Refused> {
    let is_forced = told.get("force") == Some(&json!(true));
    let only_owner = told.keys().all(|field| field == "owner");
    let id = text(credential, ENTITY.id).unwrap_or_default();
    match world.keepers(ENTITY.collection, id, credential) {
        locations if locations > 0 && !is_forced && !only_owner => Err(Refused::unusable(format!(
            "{}; use force option to update anyway.",
            dependents(credential, locations)
        ))),
        _ => Ok(()),
    }
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    checks::name_is_free(&ENTITY, object, text(object, "name").unwrap_or_default(), world)
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

pub(crate) fn isolation_is_one(object: &Object, _: &World) -> Result<(), Refused> {
    match text(object, "isolation_mode") {
        None | Some("ISOLATION_MODE_OPEN" | "ISOLATION_MODE_ISOLATED") => Ok(()),
        Some(other) => Err(Refused::invalid(format!("Invalid isolation_mode: {other}"))),
    }
}

#[cfg(test)]
mod tests;
