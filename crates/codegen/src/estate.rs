//! What the README above several stacks says of each: a line, not the whole workspace.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::sections::network::Kind;
use blueprint::{Architecture, Workspace};
use serde::Serialize;
use tera::Value;

use crate::plan::{Plan, below};
use crate::templates::stack_folders::INSIDE;

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    name: String,
    region: String,
    network: &'static str,
    /// The stacks to apply before this one.
    after: Vec<String>,
    /// What is inside the workspace is a stack of its own, in this folder; or nothing.
    inside: String,
}

/// In an order in which the stacks can be applied.
pub(crate) fn overview(arch: &Architecture, plan: &Plan) -> Value {
    let mut waiting: BTreeMap<&str, Line> = arch
        .workspaces
        .iter()
        .map(|workspace| (workspace.key.as_str(), line(workspace, arch, plan)))
        .collect();
    let mut waited_for: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, line) in &waiting {
        for before in line.after.iter().filter(|before| waiting.contains_key(before.as_str())) {
            waited_for.entry(before.clone()).or_default().push(key);
        }
    }
    let is_free =
        |line: &Line| line.after.iter().all(|before| !waiting.contains_key(before.as_str()));
    let mut free: BTreeSet<&str> =
        waiting.iter().filter(|(_, line)| is_free(line)).map(|(key, _)| *key).collect();
    let mut lines: Vec<Line> = Vec::new();
    while let Some(line) = free.pop_first().and_then(|key| waiting.remove(key)) {
        let after = waited_for.remove(line.key).unwrap_or_default();
        free.extend(after.into_iter().filter(|key| {
            waiting[key].after.iter().all(|before| !waiting.contains_key(before.as_str()))
        }));
        lines.push(line);
    }
    Value::from_serializable(&lines)
}

fn line<'a>(workspace: &'a Workspace, arch: &Architecture, plan: &Plan) -> Line<'a> {
    let has_inside = plan.insides.contains(&workspace.key);
    Line {
        inside: if has_inside { below(&workspace.key, INSIDE) } else { String::new() },
        key: &workspace.key,
        name: workspace.name.to_string(),
        region: workspace.region.to_string(),
        network: match workspace.network.kind {
            Kind::ServerlessOnly => "serverless",
            Kind::DatabricksManaged => "Databricks-managed VPC",
            Kind::CustomerManaged(_) => "VPC of its own",
            Kind::Shared(_) => "in another's VPC",
            Kind::Existing(_) => "existing VPC",
        },
        after: arch.applied_before(workspace),
    }
}
