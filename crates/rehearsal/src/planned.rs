//! What Terraform plans to do, as `terraform show -json` tells it.
//!
//! Source: Terraform, "JSON Output Format" (developer.hashicorp.com/terraform/internals/json-format); OpenTofu writes
//! the same.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is done with one resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct PlannedAction {
    pub address: String,
    /// In Terraform's words and order: `create`; `delete` and `create`; `forget`. One that only moves has `no-op`.
    pub actions: Vec<String>,
    /// The arguments that force a replacement: `cidr_block`, `vpc_endpoints[0].rest_api`.
    pub replace_paths: Vec<String>,
    /// Where it moves from.
    pub previous_address: Option<String>,
}

/// What becomes of a resource. One that moves may be updated or replaced, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Created,
    Updated,
    Replaced,
    Moved,
    /// It stays, and Terraform knows it no more.
    Forgotten,
    Destroyed,
}

impl PlannedAction {
    pub fn kind(&self) -> Kind {
        let does = |action: &str| self.actions.iter().any(|it| it == action);
        match (does("create"), does("delete")) {
            (true, true) => Kind::Replaced,
            (true, false) if does("forget") => Kind::Replaced,
            (true, false) => Kind::Created,
            (false, true) => Kind::Destroyed,
            _ if does("forget") => Kind::Forgotten,
            _ if does("update") => Kind::Updated,
            _ => Kind::Moved,
        }
    }
}

/// A plan, as far as it changes resources.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// In the order of their addresses.
    pub(crate) actions: Vec<PlannedAction>,
    /// By which forgotten resources are known to their service.
    pub(crate) forgotten: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Shown {
    #[serde(default)]
    resource_changes: Vec<ResourceChange>,
}

#[derive(Deserialize)]
struct ResourceChange {
    address: String,
    previous_address: Option<String>,
    mode: String,
    /// Of what a replacement left behind, which was told with it.
    deposed: Option<String>,
    change: Change,
}

#[derive(Deserialize)]
struct Change {
    actions: Vec<String>,
    #[serde(default)]
    before: Value,
    #[serde(default)]
    replace_paths: Vec<Vec<Value>>,
}

pub(crate) fn parse(shown: &str) -> serde_json::Result<Plan> {
    let Shown { resource_changes } = serde_json::from_str(shown)?;
    let mut plan = Plan::default();
    for change in resource_changes {
        let ResourceChange { address, previous_address, mode, deposed, change } = change;
        let is_nothing = change.actions == ["no-op"] && previous_address.is_none();
        if mode != "managed" || deposed.is_some() || is_nothing {
            continue;
        }
        if change.actions.iter().any(|action| action == "forget") {
            let ids =
                ["id", "arn", "name"].iter().filter_map(|key| change.before.get(key)?.as_str());
            plan.forgotten.extend(ids.map(str::to_owned));
        }
        let replace_paths = change.replace_paths.iter().map(|path| argument(path)).collect();
        plan.actions.push(PlannedAction {
            address,
            actions: change.actions,
            replace_paths,
            previous_address,
        });
    }
    plan.actions.sort();
    Ok(plan)
}

/// `a.b[0]` of `["a", "b", 0]`.
fn argument(path: &[Value]) -> String {
    let mut argument = String::new();
    for step in path {
        match step {
            Value::String(name) if argument.is_empty() => argument.push_str(name),
            Value::String(name) => argument.extend([".", name]),
            other => argument.extend(["[", &other.to_string(), "]"]),
        }
    }
    argument
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(changes: &str) -> Plan {
        parse(&format!("{{\"resource_changes\": [{changes}]}}")).unwrap()
    }

    #[test]
    fn an_action_is_what_becomes_of_the_resource() {
        for (actions, kind) in [
            (r#"["create"]"#, Kind::Created),
            (r#"["update"]"#, Kind::Updated),
            (r#"["delete", "create"]"#, Kind::Replaced),
            (r#"["create", "delete"]"#, Kind::Replaced),
            (r#"["create", "forget"]"#, Kind::Replaced),
            (r#"["forget"]"#, Kind::Forgotten),
            (r#"["delete"]"#, Kind::Destroyed),
            (r#"["no-op"]"#, Kind::Moved),
        ] {
            let plan = plan(&format!(
                r#"{{"address": "a.b", "previous_address": "a.c", "mode": "managed", "change": {{"actions": {actions}}}}}"#
            ));
            assert_eq!(plan.actions[0].kind(), kind, "{actions}");
        }
    }

    #[test]
    fn what_stays_as_it_is_and_what_is_only_read_is_left_out() {
        let plan = plan(
            r#"{"address": "a.b", "mode": "managed", "change": {"actions": ["no-op"]}},
               {"address": "data.a.b", "mode": "data", "change": {"actions": ["read"]}}"#,
        );
        assert!(plan.actions.is_empty());
    }

    #[test]
    fn a_replacement_says_which_argument_forces_it() {
        let plan = plan(
            r#"{"address": "a.b[\"x\"]", "mode": "managed", "change": {
                "actions": ["create", "delete"], "replace_paths": [["cidr_block"], ["vpc_endpoints", 0, "rest_api"]]
            }}"#,
        );
        assert_eq!(plan.actions[0].replace_paths, ["cidr_block", "vpc_endpoints[0].rest_api"]);
    }

    #[test]
    fn what_is_forgotten_is_known_by_its_ids() {
        let plan = plan(
            r#"{"address": "a.b", "mode": "managed", "change": {
                "actions": ["forget"], "before": {"id": "key-1", "arn": "arn:key-1", "tags": {}}
            }}"#,
        );
        assert_eq!(plan.forgotten.into_iter().collect::<Vec<_>>(), ["arn:key-1", "key-1"]);
    }
}
