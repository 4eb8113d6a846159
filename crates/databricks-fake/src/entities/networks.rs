//! Network configurations: a VPC, subnets and security groups of the customer.
//!
//! Databricks has no role to look into AWS with before a workspace joins network and credentials: at registration
//! it can judge only what it is told and what it knows itself. What AWS holds is judged by `network_health.rs`.

use serde_json::{Value, json};

use crate::entities::vpc_endpoints;
use crate::entity::{Entity, Name};
use crate::form::missing;
use crate::network::health;
use crate::network::seen::Finding;
use crate::object::{Object, text, texts};
use crate::reference::{By, Reference};
use crate::refused::Refused;
use crate::workspace::using;
use crate::world::World;

pub(crate) const ENTITY: Entity = Entity {
    collection: "networks",
    noun: "Network",
    id: "network_id",
    name: Some(Name { field: "network_name", shortest: 4, longest: 256 }),
    required: &["network_name", "vpc_id", "subnet_ids", "security_group_ids"],
    optional: &["vpc_endpoints"],
    checks: &[two_subnets, five_security_groups, one_endpoint_for_each_use],
    show,
    references: &[Reference {
        to: &[vpc_endpoints::ENTITY.collection],
        by: By::Ids(&["/vpc_endpoints/rest_api", "/vpc_endpoints/dataplane_relay"]),
        noun: Some("network"),
        absent: Some(|_, id| Refused::malformed(format!("VPC endpoint {id} is not registered"))),
        ..Reference::PLAIN
    }],
    ..Entity::PLAIN
};

/// With its health, which the service knows while a workspace uses it.
fn show(object: &Object, world: &World) -> Object {
    let mut shown = object.clone();
    let Some(workspace) = using(ENTITY.id, &object[ENTITY.id], world) else {
        shown.insert("vpc_status".to_owned(), json!("UNATTACHED"));
        return shown;
    };
    let health = health::of(object, text(workspace, "aws_region").unwrap_or_default(), world);
    shown.insert("workspace_id".to_owned(), workspace["workspace_id"].clone());
    shown.insert("vpc_status".to_owned(), json!(health.status()));
    list(&mut shown, "error", &health.errors);
    list(&mut shown, "warning", &health.warnings);
    shown
}

fn list(shown: &mut Object, what: &str, findings: &[Finding]) {
    let (kind, message) = (format!("{what}_type"), format!("{what}_message"));
    let one = |finding: &Finding| json!({ &kind: finding.about, &message: finding.message });
    if !findings.is_empty() {
        shown.insert(format!("{what}_messages"), findings.iter().map(one).collect());
    }
}

fn two_subnets(object: &Object, _: &World) -> Result<(), Refused> {
    let mut subnets = texts(object.get("subnet_ids"));
    subnets.sort_unstable();
    subnets.dedup();
    if subnets.len() >= 2 {
        return Ok(());
    }
    Err(Refused::malformed(format!("At least two subnets are needed, {} was given", subnets.len())))
}

fn five_security_groups(object: &Object, _: &World) -> Result<(), Refused> {
    let count = texts(object.get("security_group_ids")).len();
    if count <= 5 {
        return Ok(());
    }
    Err(Refused::malformed(format!(
        "At most five security groups are possible, {count} were given"
    )))
}

fn one_endpoint_for_each_use(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(endpoints) = object.get("vpc_endpoints").and_then(Value::as_object) else {
        return Ok(());
    };
    for (field, use_case) in vpc_endpoints::OF_A_NETWORK {
        match texts(endpoints.get(field))[..] {
            [id] => is_for(id, use_case, world)?,
            [] => return Err(missing(&[field])),
            _ => return Err(Refused::malformed(format!("{field} takes one VPC endpoint"))),
        }
    }
    Ok(())
}

fn is_for(id: &str, use_case: &str, world: &World) -> Result<(), Refused> {
    let endpoint = world.object(vpc_endpoints::ENTITY.collection, id);
    let actual = endpoint.and_then(|endpoint| text(endpoint, "use_case")).unwrap_or_default();
    if actual == use_case {
        return Ok(());
    }
    Err(Refused::malformed(format!("VPC endpoint {id} is for {actual}, {use_case} is needed")))
}

#[cfg(test)]
mod tests;
