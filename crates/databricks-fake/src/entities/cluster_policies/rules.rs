//! The document of a cluster policy: a rule for each attribute of a cluster
//! (<https://docs.databricks.com/aws/en/admin/clusters/policy-definition>).

use serde_json::Value;

use crate::entities::instance_profiles::is_registered;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::world::World;

/// Type of a rule, and of what it must say one.
const TYPES: [(&str, &[&str]); 7] = [
    ("fixed", &["value"]),
    ("forbidden", &[]),
    ("allowlist", &["values"]),
    ("blocklist", &["values"]),
    ("regex", &["pattern"]),
    ("range", &["minValue", "maxValue"]),
    ("unlimited", &[]),
];

pub(crate) fn are_rules(policy: &Object, world: &World) -> Result<(), Refused> {
    let document = text(policy, "definition").unwrap_or_default();
    let document: Value = serde_json::from_str(document)
        .map_err(|error| malformed(&format!("the definition is no JSON: {error}")))?;
    let rules =
        document.as_object().ok_or_else(|| malformed("the definition is no JSON object"))?;
    for (attribute, rule) in rules {
        is_rule(attribute, rule)?;
        if attribute == "aws_attributes.instance_profile_arn" {
            names_registered(policy, rule, world)?;
        }
    }
    Ok(())
}

fn malformed(why: &str) -> Refused {
    Refused::invalid(format!("Validation failed: {why}"))
}

fn is_rule(attribute: &str, rule: &Value) -> Result<(), Refused> {
    let name = rule["type"].as_str().unwrap_or_default();
    let Some((_, needed)) = TYPES.iter().find(|(known, _)| *known == name) else {
        return Err(malformed(&format!(
            "the rule for {attribute} has no known type: {}",
            rule["type"]
        )));
    };
    if needed.is_empty() || needed.iter().any(|field| !rule[*field].is_null()) {
        return Ok(());
    }
    Err(malformed(&format!("the {name} rule for {attribute} needs {}", needed.join(" or "))))
}

/// The service takes others, and no cluster with the policy starts.
fn names_registered(policy: &Object, rule: &Value, world: &World) -> Result<(), Refused> {
    let one = rule["value"].as_str();
    let many = rule["values"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let allows = ["fixed", "allowlist"].contains(&rule["type"].as_str().unwrap_or_default());
    let unknown =
        one.into_iter().chain(many).find(|arn| !is_registered(world.account, policy, arn));
    match unknown {
        Some(arn) if allows => {
            Err(malformed(&format!("instance profile {arn} is not registered in this workspace")))
        }
        _ => Ok(()),
    }
}
