//! What belongs to the Databricks account and not to one workspace: identities, and the metastore of each region.
//!
//! A blueprint of one workspace creates it in the workspace's own stack. Several workspaces share it, so it has a
//! stack of its own, `account`, which is applied first; the workspaces look it up by name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::diagnostic::Diagnostics;
use crate::reading::Reading;
use crate::sections::identity::{self, Identity, Needed};
use crate::sections::metastore;
use crate::sections::state::{self, State};
use crate::sections::summary;
use crate::sections::workspace::{self, Workspace};
use crate::source::Span;
use crate::sourced::Sourced;
use crate::values::{DatabricksAccountId, Name, Partition, Principal, Region};

/// Folder of the account's stack in the output.
pub const ACCOUNT: &str = "account";

/// The account's stack. Templates see it as `workspace`, because they read the same of both.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    pub name: Sourced<Name>,
    pub partition: Partition,
    pub databricks_account_id: Option<Sourced<DatabricksAccountId>>,
    pub state: State,
    pub identity: Identity,
    /// Names of the metastores that are created, by region.
    pub metastores: BTreeMap<Region, String>,
}

/// Gives each workspace what the others and the account decide for it.
pub(crate) fn settle(workspaces: &mut [Workspace], deployment: &Name) {
    let is_estate = workspaces.iter().any(|workspace| !workspace.key.is_empty());
    let names: BTreeMap<String, Name> =
        workspaces.iter().map(|it| (it.key.clone(), (*it.name).clone())).collect();
    for workspace in workspaces {
        for catalog in &mut workspace.catalogs {
            let owner = catalog.from.as_ref().and_then(|from| names.get(from.as_str()));
            catalog.owner_name = owner.cloned();
        }
        metastore::settle_default_catalog(&mut workspace.metastore, &workspace.catalogs);
        workspace.metastore.name = metastore_name(deployment, *workspace.region);
        workspace.metastore.create_here = workspace.metastore.create && !is_estate;
        if workspace.metastore.create_here {
            let name = workspace.metastore.name.clone();
            workspace.metastores = BTreeMap::from([(*workspace.region, name)]);
        }
        let needed = Needed { ids: with_ids(workspace), applications: applications(workspace) };
        identity::settle(&mut workspace.identity, !is_estate, needed);
        summary::summarize(workspace);
    }
}

fn metastore_name(deployment: &Name, region: Region) -> String {
    format!("{deployment}-{region}")
}

/// Everybody whom a workspace's stack must know by their id: who is let in, and who is given a role.
fn with_ids(workspace: &Workspace) -> BTreeSet<Principal> {
    let access = workspace.access.iter().flat_map(|access| access.written.keys());
    access.chain(workspace.data_access.principals()).cloned().collect()
}

/// Service principals that are granted something, and whose application id only their creation tells.
fn applications(workspace: &Workspace) -> BTreeSet<Principal> {
    let is_made = |principal: &&Principal| {
        let name = Name::parse(principal.as_str()).ok();
        name.is_some_and(|name| workspace.identity.is_created(&name))
    };
    workspace.granted().filter(is_made).cloned().collect()
}

/// The account's stack, if several workspaces share something that is created.
pub(crate) fn of(
    workspaces: &[Workspace],
    deployment: &Sourced<Name>,
    top: &workspace::Written,
    end: Span,
    diags: &mut Diagnostics,
) -> Option<Account> {
    let first = workspaces.first().filter(|workspace| !workspace.key.is_empty())?;
    let mut identity = identity::resolve(BTreeMap::new(), None, BTreeMap::new(), None);
    for workspace in workspaces {
        identity.add(&workspace.identity);
    }
    identity::settle(&mut identity, true, Needed::default());
    let creating = workspaces.iter().filter(|workspace| workspace.metastore.create);
    let metastores: BTreeMap<_, _> =
        creating.map(|it| (*it.region, it.metastore.name.clone())).collect();
    if !identity.creates && metastores.is_empty() {
        return None;
    }
    let (header, written) = workspace::open(top.state.clone(), end);
    let mut reading = Reading { unreadable: &top.unreadable, diags };
    let name = Name::parse(&format!("{}-{ACCOUNT}", **deployment));
    let name = name.unwrap_or_else(|_| (**deployment).clone());
    let (_, state) = state::resolve(written, header, &name, &mut reading);
    Some(Account {
        name: deployment.clone(),
        partition: first.partition.clone(),
        databricks_account_id: workspaces.iter().find_map(|it| it.databricks_account_id.clone()),
        state,
        identity,
        metastores,
    })
}
