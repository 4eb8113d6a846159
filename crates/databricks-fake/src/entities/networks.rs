//! Network configurations: a VPC, subnets and security groups of the customer.
//!
//! Databricks has no role to look into AWS with before a workspace joins network and credentials: at registration
//! it can judge only what it is told and what it knows itself. What AWS holds is judged by `network_health.rs`.

use serde_json::{Value, json};

use super::network_health::{self, Finding};
use super::workspaces;
use crate::account::Object;
use crate::entity::{Kind, Name};
use crate::fields::{text, texts};
use crate::form::missing;
use crate::refused::Refused;
use crate::world::World;

pub(crate) const KIND: Kind = Kind {
    collection: "networks",
    noun: "Network",
    id: "network_id",
    name: Some(Name { field: "network_name", shortest: 4, longest: 256 }),
    required: &["network_name", "vpc_id", "subnet_ids", "security_group_ids"],
    optional: &["vpc_endpoints"],
    checks: &[two_subnets, five_security_groups, one_endpoint_for_each_use],
    show,
    used_by: &[workspaces::uses(&["/network_id"])],
    ..Kind::PLAIN
};

/// With its health, which the service knows while a workspace uses it.
fn show(object: &Object, world: &World) -> Object {
    let mut shown = object.clone();
    let Some(workspace) = workspaces::using(KIND.id, &object[KIND.id], world) else {
        shown.insert("vpc_status".to_owned(), json!("UNATTACHED"));
        return shown;
    };
    let health =
        network_health::of(object, text(workspace, "aws_region").unwrap_or_default(), world);
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
    for (field, use_case) in USES {
        match texts(endpoints.get(field))[..] {
            [id] => is_for(id, use_case, world)?,
            [] => return Err(missing(&[field])),
            _ => return Err(Refused::malformed(format!("{field} takes one VPC endpoint"))),
        }
    }
    Ok(())
}

const USES: [(&str, &str); 2] =
    [("rest_api", "WORKSPACE_ACCESS"), ("dataplane_relay", "DATAPLANE_RELAY_ACCESS")];

fn is_for(id: &str, use_case: &str, world: &World) -> Result<(), Refused> {
    let endpoint = world.object(super::vpc_endpoints::KIND.collection, id);
    let actual = endpoint.map(|endpoint| text(endpoint, "use_case").unwrap_or_default());
    match actual {
        None => Err(Refused::malformed(format!("VPC endpoint {id} is not registered"))),
        Some(actual) if actual == use_case => Ok(()),
        Some(actual) => Err(Refused::malformed(format!(
            "VPC endpoint {id} is for {actual}, {use_case} is needed"
        ))),
    }
}

/// Ids of the registered endpoints, if the network has them.
pub(super) fn endpoint_ids(object: &Object) -> Vec<&str> {
    let endpoints = object.get("vpc_endpoints");
    let of = |field| texts(endpoints.and_then(|it| it.get(field)));
    USES.iter().flat_map(|(field, _)| of(field)).collect()
}
