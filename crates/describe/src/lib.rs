//! An architecture explained to those who must approve, connect and pay for it: components by plane,
//! connections, tier, manual steps, cost factors, and a picture.
//!
//! Pure, and a function of the architecture and the rates alone: the same words and the same picture,
//! byte by byte, for the same blueprint.

mod access;
mod components;
mod connections;
mod costs;
mod diagram;
mod markdown;
mod rates;
mod shown;
mod stacks;
mod steps;
mod table;
mod text;
mod tier;

use blueprint::{Architecture, Workspace};
use serde::Serialize;
use shown::{aws_account_shown, vpc_shown};

pub use access::{
    AccessReport, Holder, Path, PathStep, Person, PersonKind, Reach, Right, Securable,
    SecurableKind, UnknownSubject, WorkspaceEntry, access, access_markdown, access_text,
};
pub use components::{Component, Plane};
pub use connections::{Access, Connection};
pub use costs::{AwsCost, Costs, DbuCost};
pub use diagram::{mermaid, svg};
pub use markdown::markdown;
pub use rates::{OwnRates, Rates};
pub use stacks::{
    Kind, StackEntry, StackList, StateEntry, dot as stacks_dot, stacks, text as stacks_text,
};
pub use steps::{Step, When};
pub use text::text;
pub use tier::{FeatureReport, TierReport};

/// Everything that is said of a deployment; its form when serialised is what `--format json` prints.
#[derive(Debug, Serialize)]
pub struct Description {
    pub name: String,
    pub workspaces: Vec<WorkspaceDescription>,
}

#[derive(Debug, Serialize)]
pub struct WorkspaceDescription {
    /// In `[workspaces]`; empty for a blueprint of one workspace.
    pub key: String,
    pub name: String,
    pub region: &'static str,
    pub aws_account: String,
    pub vpc: String,
    pub components: Vec<Component>,
    pub connections: Vec<Connection>,
    pub tier: TierReport,
    pub manual_steps: Vec<Step>,
    pub costs: Costs,
}

pub fn describe(arch: &Architecture, rates: &Rates) -> Description {
    let workspaces =
        arch.workspaces.iter().map(|workspace| of_workspace(workspace, arch, rates)).collect();
    Description { name: arch.name.to_string(), workspaces }
}

fn of_workspace(workspace: &Workspace, arch: &Architecture, rates: &Rates) -> WorkspaceDescription {
    WorkspaceDescription {
        key: workspace.key.clone(),
        name: workspace.name.as_str().to_owned(),
        region: workspace.region.name(),
        aws_account: aws_account_shown(workspace),
        vpc: vpc_shown(workspace),
        components: components::of(workspace),
        connections: connections::of(workspace),
        tier: tier::of(workspace),
        manual_steps: steps::of(workspace, arch),
        costs: costs::of(workspace, rates),
    }
}
