//! What a lock says.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use blueprint::PreviousRun;
use codegen::{Addresses, RelativePath, StackFolder};

use crate::folder::hash::Hash;

/// What the last run that finished left in the output folder. Empty if there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// None in a lock of format 1, which does not say, and where there is no lock.
    pub deployment: Option<Deployment>,
    pub previous: PreviousRun,
    /// The addresses that each stack manages; the empty folder is the output folder itself.
    pub stacks: BTreeMap<StackFolder, Addresses>,
    pub(in crate::folder) files: BTreeMap<RelativePath, Hash>,
}

impl Lock {
    /// What a run that keeps `previous` leaves, but for stacks and files.
    pub fn left(deployment: Deployment, previous: PreviousRun) -> Self {
        Self { deployment: Some(deployment), previous, ..Self::default() }
    }
}

/// Whose output a folder is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    pub name: String,
    /// File name of the blueprint.
    pub blueprint: String,
}

/// The text of a lock, and where it was read: to say what stands in which line.
#[derive(Clone, Debug)]
pub struct LockText<'a> {
    pub path: PathBuf,
    pub text: Cow<'a, str>,
}

impl LockText<'_> {
    pub fn into_owned(self) -> LockText<'static> {
        LockText { path: self.path, text: Cow::Owned(self.text.into_owned()) }
    }
}
