//! What a rehearsal found: for people, and as JSON.

mod change;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::chain::Link;
use crate::moto;
use crate::planned::PlannedAction;
use crate::proxy::tally::RefusedHost;

pub use text::{shown, text};

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub blueprint: String,
    /// Of a change, what it is a change of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeReport>,
    /// `Terraform 1.11.4` or `OpenTofu 1.10.0`, and each provider.
    pub with: Vec<String>,
    pub seconds: f64,
    pub stacks: Vec<StackReport>,
    /// What was done that the user's own run would not do.
    pub deviations: Vec<String>,
    /// Hosts that were asked for and not let through.
    pub refused_hosts: Vec<RefusedHost>,
    /// Real hosts that were let through, for providers.
    pub tunnels: BTreeMap<String, u64>,
    /// What went wrong between Terraform and the fakes, on our side.
    pub faults: Vec<String>,
    /// Requests that no fake could answer.
    pub unanswered: Vec<String>,
    /// What is still there after everything was destroyed.
    pub leftovers: Vec<Leftover>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChangeReport {
    /// The blueprint that was applied first.
    pub from: String,
    /// What must be known about how it was read.
    pub notes: Vec<String>,
    /// What is still there after everything was destroyed, because the change told Terraform to forget it.
    pub forgotten: Vec<Leftover>,
}

/// Of the first script of a sequence: init and apply. Of each following one: init, plan, the change and the second plan. The last one
/// destroys as well.
#[derive(Clone, Debug, Serialize)]
pub struct StepReport {
    pub seconds: f64,
    pub stacks: Vec<StackReport>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StackReport {
    /// Empty for the output folder itself.
    pub folder: String,
    /// How many resources there were after the last apply.
    pub resources: usize,
    /// Those that ran, in their order.
    pub phases: Vec<PhaseReport>,
    /// Of a change, once it is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<StackChange>,
    pub failure: Option<Failure>,
}

/// What a change does in a stack.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StackChange {
    /// As they were planned first. None if there is nothing to do.
    pub actions: Vec<PlannedAction>,
    /// How often it was applied.
    pub tries: usize,
    /// What failed at each try that another one followed.
    pub failed_tries: Vec<Vec<Fault>>,
    /// By which their services know what was forgotten.
    #[serde(skip)]
    pub(crate) forgotten: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    Init,
    Validate,
    Apply,
    /// Of the files that a change generates, as are the next two.
    InitAgain,
    Plan,
    Change,
    Replan,
    Destroy,
}

#[derive(Clone, Debug, Serialize)]
pub struct PhaseReport {
    pub phase: Phase,
    /// What it adds to the rehearsal: for a destroy, which is started beside the second plan, from the
    /// moment that all second plans are known to be empty.
    pub seconds: f64,
    /// The resources that waited for one another, and so decided how long it took.
    pub chain: Vec<Link>,
    /// How much of the chain is waiting that the providers do whatever they are answered.
    pub fixed_waits: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    pub phase: Phase,
    /// In the order in which Terraform told them.
    pub errors: Vec<Fault>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    pub summary: String,
    pub detail: String,
    /// Of the resource that it is about.
    pub address: Option<String>,
    /// The generated line.
    pub generated: Option<Place>,
    /// The line of the blueprint that led to it.
    pub blueprint: Option<Place>,
    /// What the fakes refused meanwhile, in their own words.
    pub reasons: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub file: String,
    /// One-based.
    pub line: usize,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leftover {
    pub service: String,
    pub kind: String,
    pub id: String,
}

impl Report {
    /// Applied, planned anew without a difference, destroyed, and nothing left.
    pub fn is_success(&self) -> bool {
        self.leftovers.is_empty() && self.stacks.iter().all(|stack| stack.failure.is_none())
    }
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Validate => "validate",
            Self::Apply => "apply",
            Self::InitAgain => "init again",
            Self::Plan => "plan",
            Self::Change => "change",
            Self::Replan => "second plan",
            Self::Destroy => "destroy",
        }
    }
}

impl From<databricks_fake::Leftover> for Leftover {
    fn from(leftover: databricks_fake::Leftover) -> Self {
        Self { service: "databricks".to_owned(), kind: leftover.kind, id: leftover.id }
    }
}

impl From<moto::Leftover> for Leftover {
    fn from(leftover: moto::Leftover) -> Self {
        Self { service: leftover.service, kind: leftover.kind, id: leftover.id }
    }
}
