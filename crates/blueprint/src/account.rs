//! What belongs to the Databricks account and not to one workspace: identities, and the metastore of each region.
//!
//! A blueprint of one workspace creates it in the workspace's own stack. Several workspaces share it, so it has a
//! stack of its own, `account`, which is applied first; the workspaces look it up by name.

use std::collections::BTreeMap;

use crate::architecture::Workspace;
use crate::diagnostic::Diagnostics;
use crate::directory::{Directory, Needed};
use crate::previous_run::PreviousRun;
use crate::reading::Reading;
use crate::sections::identity::Identity;
use crate::sections::state::{self, State};
use crate::sections::workspace;
use crate::source::Span;
use crate::sourced::Sourced;
use crate::values::{AuthType, DatabricksAccountId, Name, Partition, Region};

/// Folder of the account's stack in the output.
pub const ACCOUNT: &str = "account";

/// The account's stack.
#[derive(Clone, Debug)]
pub struct Account {
    pub name: Sourced<Name>,
    pub partition: Partition,
    pub databricks_account_id: Option<Sourced<DatabricksAccountId>>,
    pub auth_type: Sourced<AuthType>,
    pub state: State,
    pub directory: Directory,
    /// Names of the metastores that are created, by region.
    pub metastores: BTreeMap<Region, String>,
}

/// The account's stack, if several workspaces share something that is created. One that was there stays without
/// content: Terraform deletes what was in it from there.
pub(crate) fn of(
    workspaces: &[Workspace],
    deployment: &Sourced<Name>,
    top: &workspace::Table,
    end: Span,
    previous: &PreviousRun,
    diags: &mut Diagnostics,
) -> Option<Account> {
    let first = workspaces.first().filter(|workspace| !workspace.key.is_empty())?;
    let mut identity = Identity::default();
    for workspace in workspaces {
        identity.add(&workspace.identity);
    }
    let directory = Directory::of_account(ACCOUNT, &identity, Needed::default(), previous);
    let creating = workspaces.iter().filter(|workspace| workspace.metastore.is_created());
    let metastores: BTreeMap<_, _> =
        creating.map(|it| (*it.region, it.metastore.name.clone())).collect();
    let is_empty = directory.created.is_empty() && metastores.is_empty();
    if is_empty && !previous.stacks.contains(ACCOUNT) {
        return None;
    }
    let (header, written) = workspace::open(top.keys.state.clone(), end);
    let mut reading = Reading { unreadable: &top.unreadable, diags };
    let name = Name::parse(&format!("{}-{ACCOUNT}", **deployment));
    let name = name.unwrap_or_else(|_| (**deployment).clone());
    let (_, state) = state::resolve(written, header, &name, &mut reading);
    let auth_type = workspace::read_auth_type(top.keys.auth_type.clone(), end, &mut reading);
    Some(Account {
        name: deployment.clone(),
        partition: first.partition.clone(),
        databricks_account_id: workspaces.iter().find_map(|it| it.databricks_account_id.clone()),
        auth_type,
        state,
        directory,
        metastores,
    })
}
