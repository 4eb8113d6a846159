//! What the README above several stacks says of each: a line, not the whole workspace.

use blueprint::Architecture;
use blueprint::sections::network::Kind;
use blueprint::sections::workspace::Workspace;
use serde::Serialize;
use tera::Value;

use crate::plan::{INSIDE, Plan, below};

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    name: String,
    region: String,
    network: &'static str,
    /// The stack to apply before this one, or nothing.
    after: &'a str,
    /// What is inside the workspace is a stack of its own, in this folder; or nothing.
    inside: String,
}

/// In an order in which the stacks can be applied.
pub(crate) fn overview(arch: &Architecture, plan: &Plan) -> Value {
    let mut lines: Vec<_> = arch.workspaces.iter().map(|workspace| line(workspace, plan)).collect();
    lines.sort_by_key(|line| !line.after.is_empty());
    Value::from_serializable(&lines)
}

fn line<'a>(workspace: &'a Workspace, plan: &Plan) -> Line<'a> {
    let inside = below(&workspace.key, INSIDE);
    let has_inside = plan.stacks.iter().any(|stack| stack.folder == inside);
    Line {
        inside: if has_inside { inside } else { String::new() },
        key: &workspace.key,
        name: workspace.name.to_string(),
        region: workspace.region.to_string(),
        network: match workspace.network.kind {
            Kind::ServerlessOnly {} => "serverless",
            Kind::DatabricksManaged {} => "Databricks-managed VPC",
            Kind::CustomerManaged(_) => "VPC of its own",
            Kind::Shared(_) => "in another's VPC",
            Kind::Existing(_) => "existing VPC",
        },
        after: workspace.network.shared().map_or("", |shared| shared.owner.as_str()),
    }
}
