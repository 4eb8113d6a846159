//! What is to be built: complete, and consistent with every rule.

pub mod names;
pub(crate) mod stack;
pub(crate) mod workspace;

use std::collections::{BTreeMap, BTreeSet};

use crate::account::{ACCOUNT, Account};
use crate::addresses;
use crate::document::Edition;
use crate::made::Made;
use crate::previous_run::{Irrevocable, PreviousRun};
use crate::renames::Renames;
use crate::sections::accept;
use crate::sections::state::State;
use crate::sourced::Sourced;
use crate::values::{Name, TemplatesFolder};

pub use stack::{AppliedFrom, Stack, StackKind};
pub use workspace::Workspace;

/// Everything about everything to build. [`crate::resolve`] lets it out only if no rule reports an error.
#[derive(Clone, Debug)]
pub struct Architecture {
    pub edition: Sourced<Edition>,
    /// The author's folder whose modules and templates are laid over those in the binary.
    pub templates: Option<Sourced<TemplatesFolder>>,
    /// Name of the deployment; a blueprint of one workspace gives it to that one.
    pub name: Sourced<Name>,
    /// In the order of their keys. One with an empty key if the blueprint has no `[workspaces]`.
    pub workspaces: Vec<Workspace>,
    /// What several workspaces share of the Databricks account, in a stack of its own; none if nothing.
    pub account: Option<Account>,
    /// Root modules of Terraform, in an order in which they can be applied.
    pub stacks: Vec<Stack>,
    /// Warnings that were accepted.
    pub acceptances: Vec<accept::Written>,
    /// What the previous run recorded.
    pub(crate) previously: PreviousRun,
}

impl Architecture {
    /// What to hand to the next [`crate::resolve`], so that it renumbers nothing and refuses what Terraform
    /// cannot change: of this architecture, and what the previous run recorded beside it, which may still stand.
    pub fn record(&self) -> PreviousRun {
        let PreviousRun {
            mut pins,
            mut names,
            mut irrevocable,
            mut made,
            mut forgotten,
            renamed: _,
            mut stacks,
            mut removed,
        } = self.previously.clone();
        let mut record = |stack: &str, created: BTreeSet<Made>, now_forgotten: BTreeSet<Made>| {
            // An older lakewright did not say what the stack made: it may have made none of this.
            if self.previously.made.contains_key(stack) && !now_forgotten.is_empty() {
                forgotten.entry(stack.to_owned()).or_default().extend(now_forgotten.clone());
            }
            let ever_made = made.entry(stack.to_owned()).or_default();
            ever_made.extend(created);
            ever_made.extend(now_forgotten);
        };
        stacks.extend(self.stacks.iter().map(|stack| stack.folder.clone()));
        for workspace in &self.workspaces {
            let Workspace { key, name, .. } = workspace;
            let facts = workspace.irrevocable();
            let facts = match irrevocable.remove(key) {
                Some(before) => facts.over(&before),
                None => facts,
            };
            irrevocable.insert(key.clone(), facts);
            names.insert(key.clone(), (**name).clone());
            record(key, workspace.made(), &workspace.forgotten | &workspace.directory.forgotten);
            if workspace.is_removed() {
                removed.insert(key.clone());
            } else {
                removed.remove(key);
            }
            let ranges = addresses::pins(workspace);
            if !ranges.is_empty() {
                pins.entry(key.clone()).or_default().extend(ranges);
            }
        }
        if let Some(Account { directory, .. }) = &self.account {
            record(ACCOUNT, directory.created.made().collect(), directory.forgotten.clone());
        }
        let renamed = self.renamed();
        PreviousRun { pins, names, irrevocable, made, forgotten, renamed, stacks, removed }
    }

    /// The renames of whom each stack creates.
    fn renamed(&self) -> BTreeMap<String, Renames> {
        let of_account = self.account.iter().map(|it| (ACCOUNT, &it.directory));
        let of_workspaces = self.workspaces.iter().map(|it| (it.key.as_str(), &it.directory));
        let creating = of_account.chain(of_workspaces).filter(|(_, it)| !it.created.is_empty());
        let renamed = creating.map(|(stack, it)| (stack.to_owned(), it.renames.clone()));
        renamed.filter(|(_, renames)| !renames.is_empty()).collect()
    }

    /// What the previous run recorded of a workspace, if it knew it.
    pub(crate) fn before(&self, workspace: &Workspace) -> Option<&Irrevocable> {
        self.previously.irrevocable.get(&workspace.key)
    }

    /// Full names of the workspaces, by their keys.
    pub fn names(&self) -> BTreeMap<String, Name> {
        let name = |it: &Workspace| (it.key.clone(), (*it.name).clone());
        self.workspaces.iter().map(name).collect()
    }

    /// By its folder.
    pub fn stack(&self, folder: &str) -> Option<&Stack> {
        self.stacks.iter().find(|stack| stack.folder == folder)
    }

    /// Where a stack's state is.
    pub fn state(&self, stack: &Stack) -> &State {
        match &stack.kind {
            StackKind::Account => {
                &self.account.as_ref().expect("the stack is there for the account").state
            }
            StackKind::Workspace(key) => &self.workspace_of(key).state,
            StackKind::WorkspaceLevel(key) => &self.workspace_of(key).inside_state,
        }
    }

    pub fn applied_from(&self, stack: &Stack) -> AppliedFrom {
        let is_listed = |key| {
            let list = self.workspace_of(key).network.ip_access_list.as_ref();
            list.is_some_and(|list| !list.is_empty())
        };
        match &stack.kind {
            StackKind::WorkspaceLevel(_) => AppliedFrom::PrivateNetwork,
            StackKind::Workspace(key) if is_listed(key) => AppliedFrom::ListedAddress,
            StackKind::Workspace(_) | StackKind::Account => AppliedFrom::Anywhere,
        }
    }

    fn workspace_of(&self, key: &str) -> &Workspace {
        self.workspace(key).expect("a stack names a workspace of its architecture")
    }

    pub fn workspace(&self, key: &str) -> Option<&Workspace> {
        let index = self.workspaces.binary_search_by(|workspace| workspace.key.as_str().cmp(key));
        index.ok().map(|index| &self.workspaces[index])
    }
}
