//! What the README above several stacks says of each: a line, not the whole workspace.

use blueprint::Architecture;
use blueprint::sections::network::Kind;
use blueprint::sections::workspace::Workspace;
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    name: String,
    region: String,
    network: &'static str,
    /// The stack to apply before this one, or nothing.
    after: &'a str,
}

/// In an order in which the stacks can be applied.
pub(crate) fn overview(arch: &Architecture) -> Value {
    let mut lines: Vec<_> = arch.workspaces.iter().map(line).collect();
    lines.sort_by_key(|line| !line.after.is_empty());
    Value::from_serializable(&lines)
}

fn line(workspace: &Workspace) -> Line<'_> {
    Line {
        key: &workspace.key,
        name: workspace.name.to_string(),
        region: workspace.region.to_string(),
        network: match workspace.network.kind {
            Kind::DatabricksManaged {} => "Databricks-managed VPC",
            Kind::CustomerManaged(_) => "VPC of its own",
            Kind::Shared(_) => "in another's VPC",
            Kind::Existing(_) => "existing VPC",
        },
        after: workspace.network.shared().map_or("", |shared| shared.owner.as_str()),
    }
}
