//! Stacks: root modules of Terraform, each with a state, in an order in which they can be applied.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::workspace::Workspace;
use crate::account::ACCOUNT;
use crate::sections::catalogs::Catalog;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// In the output folder; empty for the output folder itself.
    pub folder: String,
    pub kind: StackKind,
    /// Folders of the stacks that must be applied before this one, and destroyed after it, in order.
    pub after: Vec<String>,
}

/// What a stack makes. A workspace is named by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StackKind {
    /// What several workspaces share of the Databricks account.
    Account,
    /// A workspace and, unless that has a stack of its own, what is inside it.
    Workspace(String),
    /// What is inside a workspace that only a private network reaches.
    WorkspaceLevel(String),
}

/// From where Terraform must run to reach what a stack makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppliedFrom {
    Anywhere,
    /// An address of the workspace's IP access list.
    ListedAddress,
    /// A network that reaches the workspace over PrivateLink.
    PrivateNetwork,
}

/// Below a workspace's folder.
const WORKSPACE_LEVEL_FOLDER: &str = "inside";

impl Stack {
    /// The workspace's stack of what is inside it.
    pub fn workspace_level(workspace: &Workspace) -> Self {
        let key = workspace.key.clone();
        let folder = Self::workspace_level_folder(&key);
        Self { folder, after: vec![key.clone()], kind: StackKind::WorkspaceLevel(key) }
    }

    /// Folder of that stack, by the workspace's key.
    pub(crate) fn workspace_level_folder(key: &str) -> String {
        match key {
            "" => WORKSPACE_LEVEL_FOLDER.to_owned(),
            key => format!("{key}/{WORKSPACE_LEVEL_FOLDER}"),
        }
    }

    /// Key of its workspace; none for that of the account.
    pub fn workspace(&self) -> Option<&str> {
        match &self.kind {
            StackKind::Account => None,
            StackKind::Workspace(key) | StackKind::WorkspaceLevel(key) => Some(key),
        }
    }
}

/// The stacks of these workspaces: the account's, then each workspace's as early as its key allows, with
/// the one of what is inside it behind it.
///
/// Workspaces that wait for one another come last, in the order of their keys: a rule refuses them.
pub(crate) fn of(workspaces: &[Workspace], has_account: bool) -> Vec<Stack> {
    let account = has_account.then(|| Stack {
        folder: ACCOUNT.to_owned(),
        kind: StackKind::Account,
        after: Vec::new(),
    });
    let mut stacks: Vec<_> = account.into_iter().collect();
    for workspace in in_order(workspaces) {
        let key = workspace.key.clone();
        let after = applied_before(workspace, has_account);
        stacks.push(Stack { folder: key.clone(), kind: StackKind::Workspace(key), after });
        let is_needed = makes_something_inside(workspace) || workspace.keeps_inside;
        if workspace.network.is_private() && is_needed {
            stacks.push(Stack::workspace_level(workspace));
        }
    }
    stacks
}

/// Whether Terraform makes something through the workspace's own API, not the account's.
fn makes_something_inside(workspace: &Workspace) -> bool {
    let Workspace { access, data_access, metastore, .. } = workspace;
    let settings = !*metastore.legacy_access || metastore.default_catalog.is_some();
    !access.is_empty()
        || !data_access.profiles.is_empty()
        || data_access.has_passthrough()
        || workspace.uses_unity_catalog()
        || settings
}

/// Folders of the stacks whose network or catalogs a workspace uses, after that of the account.
fn applied_before(workspace: &Workspace, has_account: bool) -> Vec<String> {
    let account = has_account.then(|| ACCOUNT.to_owned());
    account.into_iter().chain(owners(workspace)).collect()
}

/// Keys of the workspaces whose network or catalogs a workspace uses.
fn owners(workspace: &Workspace) -> BTreeSet<String> {
    let vpc = workspace.network.shared().map(|shared| shared.owner.to_string());
    let loans = workspace.catalogs.iter().filter_map(Catalog::loan);
    vpc.into_iter().chain(loans.map(|loan| loan.owner.to_string())).collect()
}

/// Owners before those who use something of theirs, else in the order of keys.
fn in_order(workspaces: &[Workspace]) -> Vec<&Workspace> {
    let by_key: BTreeMap<&str, &Workspace> =
        workspaces.iter().map(|workspace| (workspace.key.as_str(), workspace)).collect();
    let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
    let mut users: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, workspace) in &by_key {
        // An owner that there is not is another rule's.
        for owner in owners(workspace).into_iter().filter(|it| by_key.contains_key(it.as_str())) {
            *waiting.entry(key).or_default() += 1;
            users.entry(owner).or_default().push(key);
        }
    }
    let mut ready: BTreeSet<&str> =
        by_key.keys().copied().filter(|key| !waiting.contains_key(key)).collect();
    let mut ordered = Vec::new();
    while let Some(key) = ready.pop_first() {
        ordered.push(by_key[key]);
        for user in users.get(key).into_iter().flatten() {
            let left = waiting.entry(user).or_default();
            *left -= 1;
            if *left == 0 {
                waiting.remove(user);
                ready.insert(user);
            }
        }
    }
    ordered.extend(waiting.keys().map(|key| by_key[key]));
    ordered
}
