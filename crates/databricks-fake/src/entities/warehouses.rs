//! What all SQL warehouses of a workspace share: security policy, instance profile, and how they reach a metastore.
//!
//! As terraform-provider-databricks 1.126.0 asks (`sql/resource_sql_global_config.go`).

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::arn;
use crate::entities::instance_profiles;
use crate::entity::{Entity, Paths};
use crate::object::{Object, plain, text};
use crate::reference::Reference;
use crate::refused::Refused;
use crate::request::body;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: "warehouse-configurations",
    noun: "warehouse configuration",
    id: "workspace_id",
    references: &[Reference::IN_A_WORKSPACE],
    paths: Paths::OfWorkspace(answer),
    ..Entity::PLAIN
};

/// The answer, if the path is that of the configuration.
pub(crate) fn answer(
    account: &mut Account,
    workspace: &Object,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    if request.uri().path() != "/api/2.0/sql/config/warehouses" {
        return None;
    }
    match *request.method() {
        Method::GET => Some(Ok(read(account, workspace).into())),
        Method::PUT => Some(body(request).and_then(|told| write(account, workspace, told, around))),
        _ => None,
    }
}

/// What nobody wrote. Whether serverless warehouses are on is left to the workspace; here they are not.
fn untouched() -> Object {
    let mut untouched = Object::new();
    untouched.insert("security_policy".to_owned(), json!("DATA_ACCESS_CONTROL"));
    untouched.insert("data_access_config".to_owned(), json!([]));
    untouched.insert("enable_serverless_compute".to_owned(), json!(false));
    untouched
}

fn read(account: &Account, workspace: &Object) -> Object {
    let held = account.get(ENTITY.collection, &plain(&workspace["workspace_id"])).cloned();
    let mut shown = held.unwrap_or_else(untouched);
    shown.remove("workspace_id");
    shown
}

type Check = fn(&Object, &Object, &World) -> Result<(), Refused>;

const CHECKS: [Check; 5] = [
    fields_are_known,
    policy_is_one,
    profile_is_registered,
    properties_are_supported,
    role_is_known,
];

fn write(
    account: &mut Account,
    workspace: &Object,
    told: Object,
    around: Surroundings,
) -> Result<Value, Refused> {
    let world = World::new(account, around);
    CHECKS.iter().try_for_each(|check| check(&told, workspace, &world))?;
    let id = plain(&workspace["workspace_id"]);
    let mut held = untouched();
    held.extend(told);
    account.remove(ENTITY.collection, &id);
    if held != untouched() {
        held.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
        account.put(ENTITY.collection, &id, held);
    }
    Ok(json!({}))
}

fn fields_are_known(told: &Object, _: &Object, _: &World) -> Result<(), Refused> {
    let known = [
        "data_access_config",
        "enable_serverless_compute",
        "instance_profile_arn",
        "security_policy",
        "sql_configuration_parameters",
    ];
    match told.keys().find(|field| !known.contains(&field.as_str())) {
        Some(field) => Err(Refused::invalid(format!("{field} is not available on AWS"))),
        None => Ok(()),
    }
}

fn policy_is_one(told: &Object, _: &Object, _: &World) -> Result<(), Refused> {
    match text(told, "security_policy") {
        Some("DATA_ACCESS_CONTROL" | "NONE" | "PASSTHROUGH") => Ok(()),
        other => Err(Refused::invalid(format!("Invalid security_policy: {other:?}"))),
    }
}

fn profile_is_registered(told: &Object, workspace: &Object, world: &World) -> Result<(), Refused> {
    let Some(arn) = text(told, "instance_profile_arn") else { return Ok(()) };
    if instance_profiles::is_registered(world.account, workspace, arn) {
        return Ok(());
    }
    Err(Refused::invalid(format!("Instance profile {arn} is not registered in this workspace")))
}

/// <https://docs.databricks.com/aws/en/admin/sql/data-access-configuration>, and the example of the provider's
/// `docs/resources/sql_global_config.md`.
const PROPERTIES: [&str; 10] = [
    "spark.databricks.delta.catalog.update.enabled",
    "spark.databricks.hive.metastore.glueCatalog.enabled",
    "spark.hadoop.aws.region",
    "spark.hadoop.datanucleus.*",
    "spark.hadoop.fs.*",
    "spark.hadoop.hive.*",
    "spark.hadoop.javax.jdo.option.*",
    "spark.sql.hive.metastore.*",
    "spark.sql.session.timeZone",
    "spark.sql.warehouse.dir",
];

fn properties_are_supported(told: &Object, _: &Object, _: &World) -> Result<(), Refused> {
    let pairs = told.get("data_access_config").and_then(Value::as_array).into_iter().flatten();
    let mut keys = pairs.map(|pair| pair["key"].as_str().unwrap_or_default());
    match keys.find(|key| !is_supported(key)) {
        Some(key) => Err(Refused::invalid(format!(
            "The data access configuration property {key} is not supported by SQL warehouses"
        ))),
        None => Ok(()),
    }
}

fn is_supported(key: &str) -> bool {
    PROPERTIES.iter().any(|property| match property.strip_suffix('*') {
        Some(start) => key.starts_with(start),
        None => key == *property,
    })
}

/// Serverless warehouses assume the role, and find it by the profile's name or by what was said of it
/// (terraform-provider-databricks 1.126.0, `docs/resources/instance_profile.md`).
fn role_is_known(told: &Object, workspace: &Object, world: &World) -> Result<(), Refused> {
    if told.get("enable_serverless_compute") != Some(&json!(true)) {
        return Ok(());
    }
    let Some(profile) = text(told, "instance_profile_arn") else { return Ok(()) };
    let registered = instance_profiles::registered(world.account, workspace, profile);
    let is_said = registered.is_some_and(|it| it.contains_key("iam_role_arn"));
    let name = arn::name(profile, &world.account.partition, "instance-profile");
    let known = world.aws.instance_profiles.iter().find(|it| it.arn == profile);
    let role = known.and_then(|it| it.roles.first());
    let role = role.and_then(|role| arn::name(role, &world.account.partition, "role"));
    if is_said || role == name {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "serverless SQL warehouses need iam_role_arn of {profile}: its role has another name"
    )))
}

#[cfg(test)]
mod tests;
