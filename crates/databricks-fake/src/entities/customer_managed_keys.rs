//! Customer-managed keys: a KMS key and what it is for.

use serde_json::{Value, json};

use crate::control_plane::{context, control_plane};
use crate::entity::{Entity, stamp};
use crate::facts::{Key, Role};
use crate::object::{Object, plain, texts};
use crate::policy::{Ask, Principal, allows};
use crate::refused::Refused;
use crate::role_and_key::role_may_use;
use crate::settings::Tier;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "customer-managed-keys",
    noun: "Customer managed key",
    id: "customer_managed_key_id",
    required: &["aws_key_info", "use_cases"],
    checks: &[tier, use_cases, names_a_key, key_is_usable],
    complete,
    ..Entity::PLAIN
};

const MANAGED_SERVICES: &str = "MANAGED_SERVICES";
const STORAGE: &str = "STORAGE";

/// terraform-provider-databricks 1.126.0, docs/resources, `mws_customer_managed_keys`.
fn actions(use_case: &str) -> &'static [&'static str] {
    match use_case {
        STORAGE => &[
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:DescribeKey",
        ],
        _ => &["kms:Encrypt", "kms:Decrypt"],
    }
}

/// What the role that launches instances does with the key of their volumes.
const VOLUME_ACTIONS: [&str; 4] =
    ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant", "kms:DescribeKey"];

fn complete(object: &mut Object, world: &World) {
    stamp(object, world);
    let region = key_arn(object).split(':').nth(3).unwrap_or_default().to_owned();
    if let Some(Value::Object(info)) = object.get_mut("aws_key_info") {
        info.insert("key_region".to_owned(), json!(region));
    }
}

pub(crate) fn key_arn(object: &Object) -> &str {
    let arn = object.get("aws_key_info").and_then(|info| info.get("key_arn"));
    arn.and_then(Value::as_str).unwrap_or_default()
}

fn tier(_: &Object, world: &World) -> Result<(), Refused> {
    if world.has(Tier::Enterprise) {
        return Ok(());
    }
    Err(Refused::forbidden("customer-managed keys need the pricing tier ENTERPRISE"))
}

fn use_cases(object: &Object, _: &World) -> Result<(), Refused> {
    let known = |it: &&str| [MANAGED_SERVICES, STORAGE].contains(it);
    match texts(object.get("use_cases")).into_iter().find(|it| !known(it)) {
        Some(unknown) => Err(Refused::malformed(format!("Invalid use case: {unknown}"))),
        None => Ok(()),
    }
}

fn names_a_key(object: &Object, world: &World) -> Result<(), Refused> {
    let arn = key_arn(object);
    let start = format!("arn:{}:kms:", world.account.partition.arn_partition);
    if arn.starts_with(&start) && arn.contains(":key/") {
        return Ok(());
    }
    Err(Refused::invalid(format!("key_arn `{arn}` is not the ARN of a key ({start}…:key/…)")))
}

fn key_is_usable(object: &Object, world: &World) -> Result<(), Refused> {
    let arn = key_arn(object);
    let key = key(arn, world)?;
    if let Some(why) = key.unusable() {
        return Err(Refused::invalid(format!("the key {arn} is {why}")));
    }
    if key.usage != "ENCRYPT_DECRYPT" {
        let message = format!("the key {arn} is for {}, not for encryption", key.usage);
        return Err(Refused::invalid(message));
    }
    let cases = texts(object.get("use_cases"));
    cases.into_iter().try_for_each(|case| admits_databricks(key, case, world))
}

fn key<'a>(arn: &str, world: &World<'a>) -> Result<&'a Key, Refused> {
    let key = world.aws.keys.iter().find(|key| key.arn == arn);
    key.ok_or_else(|| Refused::invalid(format!("there is no key {arn}")))
}

fn admits_databricks(key: &Key, use_case: &str, world: &World) -> Result<(), Refused> {
    let by = Principal { arn: &control_plane(world), by_account: true };
    let service = via(key, "s3");
    let context: Vec<_> =
        context(world).into_iter().chain([("kms:ViaService", service.as_str())]).collect();
    match denied(key, by, actions(use_case), &context) {
        denied if denied.is_empty() => Ok(()),
        denied => Err(Refused::invalid(format!(
            "the policy of the key {} does not let the AWS account {} do {} for this account, as {use_case} needs",
            key.arn,
            world.account.partition.control_plane_account,
            denied.join(", "),
        ))),
    }
}

fn denied<'a>(
    key: &Key,
    by: Principal,
    actions: &[&'a str],
    context: &[(&str, &str)],
) -> Vec<&'a str> {
    let admitted = |action: &&str| {
        allows([&key.policy], &Ask { by: Some(by), action, resource: &key.arn, context })
    };
    actions.iter().copied().filter(|action| !admitted(action)).collect()
}

fn via(key: &Key, service: &str) -> String {
    format!("{service}.{}.amazonaws.com", key.region)
}

/// What a workspace asks of a key that is registered: that it is for this, and in its region.
pub(crate) fn fits(
    registered: &Object,
    use_case: &str,
    region: &str,
    world: &World,
) -> Result<Fitting, Refused> {
    if !texts(registered.get("use_cases")).contains(&use_case) {
        let id = &registered[ENTITY.id];
        let message =
            format!("the customer managed key {} is not registered for {use_case}", plain(id));
        return Err(Refused::invalid(message));
    }
    key_is_usable(registered, world)?;
    let key = key(key_arn(registered), world)?;
    if key.region != region {
        let message = format!("the key {} is not in {region}, the workspace is", key.arn);
        return Err(Refused::invalid(message));
    }
    Ok(Fitting { arn: key.arn.clone() })
}

/// A key that a workspace may use.
pub(crate) struct Fitting {
    arn: String,
}

/// The role encrypts volumes with the key.
pub(crate) fn admits_volumes(key: &Fitting, role: &Role, world: &World) -> Result<(), Refused> {
    let key = self::key(&key.arn, world)?;
    let service = via(key, "ec2");
    let context = [("kms:ViaService", service.as_str()), ("kms:GrantIsForAWSResource", "true")];
    let denied: Vec<_> = VOLUME_ACTIONS
        .into_iter()
        .filter(|action| !role_may_use(role, key, action, &context))
        .collect();
    if denied.is_empty() {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "the policies of the key {} and of the role do not let the cross-account role {} do {} for volumes of \
         instances",
        key.arn,
        role.arn,
        denied.join(", "),
    )))
}

#[cfg(test)]
mod tests;
