//! Writes a proven tree into the user's output folder, which also holds what is not ours.
//!
//! Given the files, the stacks and the record of a run, says what writing them would do
//! ([`changes`]) and does it ([`write()`]): one comparison, so `--check` cannot disagree with
//! `generate`. Guarantees that no byte of a file we did not write, or that was edited since, is lost
//! without consent, and that a killed run leaves a folder on which Terraform refuses to run.

mod busy;
mod compare;
mod contain;
mod diff;
mod disk;
mod error;
mod guard;
mod hash;
mod inspect;
mod journal;
mod lock;
mod quoted;
mod seen;
mod stacks;
mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use blueprint::PreviousRun;
use codegen::{Addresses, RelativePath, StackFolder, Text};

pub use compare::{Changes, Update, changes};
pub(crate) use error::shown;
pub use error::{Error, LockRefusal, Refusal};
pub use guard::{GUARD, GUARD_TEXT};
pub(crate) use lock::of_stack;
pub use lock::{Deployment, LOCK, Lock, check_owner, read_lock};
pub use stacks::Orphaned;
pub use write::write;

/// Everything one run wants in the output folder.
#[derive(Clone, Copy, Debug)]
pub struct Output<'a> {
    pub files: &'a BTreeMap<RelativePath, Text>,
    /// The addresses each stack manages; the empty folder is the output folder itself.
    pub stacks: &'a BTreeMap<StackFolder, Addresses>,
    pub deployment: &'a Deployment,
    /// Kept for the next run. A workspace's key is its stack's folder.
    pub record: &'a PreviousRun,
}

/// What the user allows this one run to lose.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// Edits by hand, and files in our way that are not ours, may be overwritten.
    pub overwrite: bool,
    /// Stacks whose recorded addresses may be forgotten; `.` or empty is the output folder itself.
    pub forgotten_stacks: BTreeSet<StackFolder>,
}
