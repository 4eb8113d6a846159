//! What a run wants in an output folder, and what it may lose for that.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::PreviousRun;
use codegen::{Addresses, RelativePath, StackFolder, Text};

use super::lock::Deployment;
use super::seen::Seen;
use super::templates::AuthorTemplates;

/// Everything one run wants in the output folder.
#[derive(Clone, Copy, Debug)]
pub struct Output<'a> {
    pub files: &'a BTreeMap<RelativePath, Text>,
    /// The addresses each stack manages; the empty folder is the output folder itself.
    pub stacks: &'a BTreeMap<StackFolder, Addresses>,
    pub deployment: &'a Deployment,
    /// Those that made it, if not all are ours.
    pub templates: Option<&'a AuthorTemplates>,
    /// Kept for the next run. A workspace's key is its stack's folder.
    pub record: &'a PreviousRun,
    /// What the run has read already. Read once more where that has changed since, or is none.
    pub seen: Option<&'a Seen>,
}

/// What the user allows this one run to lose.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// Edits by hand, and files in our way that are not ours, may be overwritten.
    pub overwrite: bool,
    /// Stacks whose recorded addresses may be forgotten; `.` or empty is the output folder itself.
    pub forgotten_stacks: BTreeSet<StackFolder>,
    /// What an author's templates generated may go, because the templates are given up.
    pub forgotten_templates: bool,
}
