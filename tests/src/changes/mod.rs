//! Changes of what is applied, as data: sequences of blueprints, and what must become of each step.

pub mod bases;
mod flips;
pub mod forecasts;
mod generated;
mod kept;
pub mod page;
pub mod pairs;
pub mod planned;
mod refused;
pub mod results;
pub mod run;
mod wanted;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, keys};

/// Blueprints, each applied over the one before it that was applied.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub name: String,
    pub first: Draft,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub name: String,
    pub draft: Draft,
    pub expected: Expected,
}

/// What must become of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// At the first apply, and the second plan is empty.
    Converges,
    /// Files change, and nothing is planned for this reason.
    NothingPlanned(String),
    /// At the first apply, or at the second, as the README says: Terraform finds an order by chance. None fails.
    TwoAppliesAtMost,
    /// By this rule alone.
    Refused(String),
    /// `init` or the plan stops with this message until a person has done something.
    ByHand(String),
    /// It converges, as one of those before, or some rule refuses it.
    ConvergesOrRefused,
    /// Generated only, or refused: the next step is planned over what stood before.
    NeverApplied,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Converges => f.write_str("converges"),
            Self::NothingPlanned(why) => write!(f, "nothing is planned: {why}"),
            Self::TwoAppliesAtMost => f.write_str("takes two applies at most"),
            Self::Refused(rule) => write!(f, "refused: {rule}"),
            Self::ByHand(message) => write!(f, "by hand: {message}"),
            Self::ConvergesOrRefused => f.write_str("converges, or is refused"),
            Self::NeverApplied => f.write_str("never applied, or is refused"),
        }
    }
}

/// How the names of the sequences begin that are rehearsed in CI: few starts, and every type that some sequence
/// replaces.
const SAMPLE: [&str; 10] = [
    "zones",
    "IP access list",
    "serverless network",
    "a group that exists",
    "flip network.share",
    "flip network.private-link.front-end.cidr",
    "flip network.serverless.private-endpoints.orders.service",
    "flip buckets.lake.existing",
    "flip cross-account-role.existing",
    "flip catalogs.sales.schemas.raw.volumes.files.path",
];

/// All sequences; what matters most comes first.
pub fn all() -> Vec<Sequence> {
    [wanted::sequences(), refused::sequences(), flips::sequences(), generated::sequences()].concat()
}

type Written = &'static [(&'static str, &'static str)];

impl Sequence {
    /// Whether it is rehearsed in CI.
    pub fn is_sampled(&self) -> bool {
        SAMPLE.iter().any(|begins| self.name.starts_with(begins))
    }

    fn from(name: &str, base: Written) -> Self {
        let first = Draft { top: keys(base), ..Draft::default() };
        Self { name: name.to_owned(), first, steps: Vec::new() }
    }

    fn current(&self) -> &Draft {
        // What is refused is not what the user goes on from.
        let stays = |step: &&Step| !matches!(step.expected, Expected::Refused(_));
        self.steps.iter().rfind(stays).map_or(&self.first, |step| &step.draft)
    }

    fn step(mut self, name: &str, draft: Draft, expected: Expected) -> Self {
        self.steps.push(Step { name: name.to_owned(), draft, expected });
        self
    }

    fn edited(self, name: &str, removed: &[&str], written: Written, expected: Expected) -> Self {
        let mut draft = self.current().clone();
        let goes = |key: &str| {
            removed.iter().any(|gone| key == *gone || key.starts_with(&format!("{gone}.")))
        };
        draft.top.retain(|key, _| !goes(key));
        draft.top.extend(keys(written));
        self.step(name, draft, expected)
    }

    /// These keys are written.
    fn writes(self, name: &str, written: Written) -> Self {
        self.edited(name, &[], written, Expected::Converges)
    }

    /// These keys, and those within them, go.
    fn removes(self, name: &str, removed: &[&str]) -> Self {
        self.edited(name, removed, &[], Expected::Converges)
    }

    /// As it was first.
    fn back(self, name: &str) -> Self {
        let first = self.first.clone();
        self.step(name, first, Expected::Converges)
    }

    /// Ends where it began, so that another one can begin there.
    fn is_closed(&self) -> bool {
        self.current().text() == self.first.text()
    }
}

fn refused(rule: &str) -> Expected {
    Expected::Refused(rule.to_owned())
}
