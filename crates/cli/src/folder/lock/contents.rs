//! What a lock says.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use blueprint::PreviousRun;
use blueprint::account::ACCOUNT;
use codegen::{Addresses, RelativePath, StackFolder};

use crate::folder::hash::Hash;
use crate::folder::templates::AuthorTemplates;

/// What the last run that finished left in the output folder. Empty if there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// None in a lock of format 1, which does not say, and where there is no lock.
    pub deployment: Option<Deployment>,
    /// The author's templates that made the tree, if not all were ours.
    pub templates: Option<AuthorTemplates>,
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

    /// Keys of the workspaces that have a stack. The only one of a blueprint without `[workspaces]` has an empty key.
    pub fn workspaces(&self) -> impl Iterator<Item = &str> {
        let stacks = &self.stacks;
        stacks.keys().map(String::as_str).filter(|folder| is_workspace(folder, stacks))
    }
}

/// Whether the stack is that of a workspace, not the account's or one below a workspace's.
pub(super) fn is_workspace(folder: &str, stacks: &BTreeMap<StackFolder, Addresses>) -> bool {
    if stacks.contains_key("") {
        return folder.is_empty();
    }
    folder != ACCOUNT && !folder.contains('/')
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
