//! What the README above several stacks says of each: a line, not the whole workspace.

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
    let mut open: Vec<_> =
        arch.workspaces.iter().map(|workspace| line(workspace, arch, plan)).collect();
    let mut lines: Vec<Line> = Vec::new();
    while !open.is_empty() {
        let waits =
            |line: &Line| open.iter().any(|other| line.after.iter().any(|it| it == other.key));
        // No stacks wait for one another: a rule refuses it.
        let next = open.iter().position(|line| !waits(line)).unwrap_or_default();
        lines.push(open.remove(next));
    }
    Value::from_serializable(&lines)
}

fn line<'a>(workspace: &'a Workspace, arch: &Architecture, plan: &Plan) -> Line<'a> {
    let inside = below(&workspace.key, INSIDE);
    let has_inside = plan.stacks.iter().any(|stack| stack.folder == inside);
    Line {
        inside: if has_inside { inside } else { String::new() },
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
