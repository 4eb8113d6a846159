//! A forecast.

use std::collections::BTreeMap;
use std::mem;

use serde::{Deserialize, Serialize, Serializer};

use crate::rules::Changes;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Forecast {
    pub basis: Basis,
    /// Those whose resources change, in the order of the first of each.
    pub stacks: Vec<StackForecast>,
    /// Lines of HCL that come or go in files that are there before and after.
    pub lines: Vec<Lines>,
}

/// What a forecast rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// The day on which the providers were asked what replaces.
    pub taken: String,
    /// The versions of the providers that were asked.
    pub providers: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StackForecast {
    /// Stacks that change alike: their folders in the tree; the empty one is the tree's own, which programs read as
    /// `.`.
    #[serde(serialize_with = "as_folders")]
    pub stacks: Vec<String>,
    pub fate: Fate,
    /// Every resource that does not stay as it is, in the order of addresses.
    pub changes: Vec<Change>,
    pub dangers: Vec<Endangered>,
    pub guards: Vec<Guard>,
    pub unevaluated: Vec<Unevaluated>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    New,
    Stays,
    /// No file describes it any more. Nothing is planned: its state stays with all that it manages.
    Gone,
}

/// What the plan does with a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// With instance keys, as a state has it.
    pub address: String,
    #[serde(rename = "type")]
    pub type_name: String,
    pub action: Action,
    /// Paths of the arguments that change, without indices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// Those that Terraform reads during apply, so that a plan shows them as known after apply: most stay as they
    /// are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reread: Vec<String>,
    /// Those that force the replacement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forced_by: Vec<String>,
    /// The address in the state before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
    /// Folder of the stack in whose state it was before: somebody must move it from there.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_folder")]
    pub moved_from_stack: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    Destroy,
    Replace,
    Update,
    Create,
    Import,
    /// The address changes, or the stack, and nothing else.
    Move,
    /// It leaves the state and stays in the cloud.
    Forget,
    /// Of a stack that is gone: it stays in the state, and in the cloud.
    Leave,
}

/// What a change costs, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The plan fails.
    Refused,
    LosesData,
    LosesWorkspace,
    PeopleLoseRights,
    Interrupts,
    CannotBeUndone,
    Renames,
    /// The plan succeeds, and nothing is done.
    DoesNothing,
    /// The plan shows the change for ever.
    NeverDone,
    TwoApplies,
    ManualStep,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Danger {
    pub class: Class,
    pub why: String,
    /// Of what interrupts: how long people notice it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lasts: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Class {
    /// Whether something is lost, stopped or left undone.
    pub fn is_dangerous(self) -> bool {
        self != Self::DoesNothing
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Refused => "Terraform refuses the plan",
            Self::LosesData => "loses data",
            Self::LosesWorkspace => "loses a workspace",
            Self::PeopleLoseRights => "people lose rights",
            Self::Interrupts => "interrupts",
            Self::CannotBeUndone => "cannot be undone",
            Self::Renames => "renames",
            Self::DoesNothing => "does nothing",
            Self::NeverDone => "is planned for ever",
            Self::TwoApplies => "takes two applies",
            Self::ManualStep => "needs a manual step",
        }
    }
}

/// A danger with the resources that it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Endangered {
    #[serde(flatten)]
    pub danger: Danger,
    pub addresses: Vec<String>,
}

/// A resource whose `prevent_destroy` comes or goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Guard {
    pub address: String,
    pub lifted: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lines {
    #[serde(serialize_with = "as_folders")]
    pub stacks: Vec<String>,
    /// The stack's view: `main.tf`, or `module.network: routes.tf`.
    pub place: String,
    /// Without indentation, and without empty lines.
    pub removed: Vec<String>,
    pub added: Vec<String>,
}

/// What the files do not tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unevaluated {
    pub place: String,
    pub why: String,
}

impl Forecast {
    /// Whether nothing changes, in any file that Terraform reads.
    pub fn is_empty(&self) -> bool {
        self.stacks.is_empty() && self.lines.is_empty()
    }

    /// Of resources in all stacks.
    pub fn count(&self, action: Action) -> usize {
        let of = |alike: &StackForecast| {
            let changes = alike.changes.iter().filter(|change| change.action == action);
            changes.count() * alike.stacks.len()
        };
        self.stacks.iter().map(of).sum()
    }
}

impl Basis {
    pub(crate) fn new(changes: &Changes) -> Self {
        Self { taken: changes.taken.to_string(), providers: changes.providers.clone() }
    }
}

/// Stacks that change alike become one entry.
pub(crate) fn together(forecasts: Vec<StackForecast>) -> Vec<StackForecast> {
    let mut order: BTreeMap<StackForecast, usize> = BTreeMap::new();
    let mut all: Vec<StackForecast> = Vec::new();
    for mut forecast in forecasts.into_iter().filter(|it| !it.is_empty()) {
        let stacks = mem::take(&mut forecast.stacks);
        let index = *order.entry(forecast).or_insert_with_key(|forecast| {
            all.push(forecast.clone());
            all.len() - 1
        });
        all[index].stacks.extend(stacks);
    }
    for forecast in &mut all {
        forecast.stacks.sort();
    }
    all.sort_by(|a, b| a.stacks.cmp(&b.stacks));
    all
}

impl StackForecast {
    pub(crate) fn is_empty(&self) -> bool {
        let Self { stacks: _, fate, changes, dangers, guards, unevaluated } = self;
        *fate == Fate::Stays
            && changes.is_empty()
            && dangers.is_empty()
            && guards.is_empty()
            && unevaluated.is_empty()
    }
}

fn as_folders<S: Serializer>(stacks: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(stacks.iter().map(|stack| folder(stack)))
}

#[expect(clippy::ref_option, reason = "as serde calls it")]
fn as_folder<S: Serializer>(stack: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(folder(stack.as_deref().unwrap_or_default()))
}

/// As programs read it: the tree's own folder is `.`.
pub(crate) fn folder(stack: &str) -> &str {
    if stack.is_empty() { "." } else { stack }
}
