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
mod names;
mod rates;
mod site;
mod steps;
mod table;
mod text;
mod tier;

use blueprint::Architecture;
use serde::Serialize;

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
pub use steps::{Step, When};
pub use text::text;
pub use tier::{FeatureReport, TierReport};

use site::Site;

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
    let workspaces = Site::all(arch).iter().map(|site| of_site(site, rates)).collect();
    Description { name: arch.name.to_string(), workspaces }
}

fn of_site(site: &Site, rates: &Rates) -> WorkspaceDescription {
    WorkspaceDescription {
        key: site.workspace.key.clone(),
        name: site.name().to_owned(),
        region: site.region(),
        aws_account: site.aws_account_shown(),
        vpc: site.vpc_shown(),
        components: components::of(site),
        connections: connections::of(site),
        tier: tier::of(site),
        manual_steps: steps::of(site),
        costs: costs::of(site, rates),
    }
}
