//! What is to be built: complete, and consistent with every rule.

pub(crate) mod workspace;

use std::collections::{BTreeMap, BTreeSet};

use crate::account::{self, Account};
use crate::addresses;
use crate::document::Edition;
use crate::previous_run::{Irrevocable, PreviousRun};
use crate::sections::accept;
use crate::sections::catalogs::Catalog;
use crate::sourced::Sourced;
use crate::values::Name;

pub use workspace::Workspace;

/// Everything about everything to build. [`crate::resolve`] lets it out only if no rule reports an error.
#[derive(Clone, Debug)]
pub struct Architecture {
    pub edition: Sourced<Edition>,
    /// Name of the deployment; a blueprint of one workspace gives it to that one.
    pub name: Sourced<Name>,
    /// In the order of their keys. One with an empty key if the blueprint has no `[workspaces]`.
    pub workspaces: Vec<Workspace>,
    /// What several workspaces share of the Databricks account, in a stack of its own; none if nothing.
    pub account: Option<Account>,
    /// Warnings that were accepted.
    pub acceptances: Vec<accept::Written>,
    /// What the previous run recorded of the workspaces that it knew, by their keys.
    pub(crate) previously: BTreeMap<String, Irrevocable>,
}

impl Architecture {
    /// What to hand to the next [`crate::resolve`], so that it renumbers nothing and refuses what Terraform
    /// cannot change.
    pub fn record(&self) -> PreviousRun {
        let irrevocable =
            self.workspaces.iter().map(|it| (it.key.clone(), it.irrevocable())).collect();
        PreviousRun { pins: addresses::pins(&self.workspaces), irrevocable }
    }

    /// Folders of the stacks that must be applied before a workspace's: that of the account, and those of the
    /// workspaces whose VPC or catalogs it uses.
    pub fn applied_before(&self, workspace: &Workspace) -> Vec<String> {
        let account = self.account.as_ref().map(|_| account::ACCOUNT.to_owned());
        let vpc = workspace.network.shared().map(|shared| shared.owner.to_string());
        let loans = workspace.catalogs.iter().filter_map(Catalog::loan);
        let owners: BTreeSet<_> =
            vpc.into_iter().chain(loans.map(|loan| loan.owner.to_string())).collect();
        account.into_iter().chain(owners).collect()
    }

    pub fn workspace(&self, key: &str) -> Option<&Workspace> {
        let index = self.workspaces.binary_search_by(|workspace| workspace.key.as_str().cmp(key));
        index.ok().map(|index| &self.workspaces[index])
    }
}
