//! What the README above several stacks says of each: a line, not the whole workspace.

use blueprint::sections::network::Kind;
use blueprint::{Architecture, Stack, StackKind, Workspace};
use serde::Serialize;
use tera::Value;

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    /// It leaves the deployment.
    removed: bool,
    name: String,
    region: String,
    network: &'static str,
    /// The stacks to apply before this one.
    after: Vec<String>,
    /// What is inside the workspace is a stack of its own, in this folder; or nothing.
    inside: String,
}

/// A line for each workspace, in the order of their stacks.
pub(crate) fn overview(arch: &Architecture, stacks: &[Stack]) -> Value {
    let mut lines: Vec<Line> = Vec::new();
    for stack in stacks {
        match &stack.kind {
            StackKind::Account => {}
            StackKind::Workspace(key) => {
                lines.extend(arch.workspace(key).map(|workspace| line(workspace, stack)));
            }
            // Its workspace's stack comes right before it.
            StackKind::WorkspaceLevel(_) => {
                if let Some(line) = lines.last_mut() {
                    line.inside.clone_from(&stack.folder);
                }
            }
        }
    }
    Value::from_serializable(&lines)
}

fn line<'a>(workspace: &'a Workspace, stack: &Stack) -> Line<'a> {
    Line {
        inside: String::new(),
        key: &workspace.key,
        removed: workspace.is_removed(),
        name: workspace.name.to_string(),
        region: workspace.region.to_string(),
        network: match workspace.network.kind {
            Kind::ServerlessOnly => "serverless",
            Kind::DatabricksManaged => "Databricks-managed VPC",
            Kind::CustomerManaged(_) => "VPC of its own",
            Kind::Shared(_) => "in another's VPC",
            Kind::Existing(_) => "existing VPC",
        },
        after: stack.after.clone(),
    }
}
