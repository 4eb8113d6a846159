//! What a lock says.

use std::collections::BTreeMap;

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

/// Whose output a folder is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    pub name: String,
    /// File name of the blueprint.
    pub blueprint: String,
}
