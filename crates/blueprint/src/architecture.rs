//! What is to be built: complete, and consistent with every rule.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::account::{self, Account};
use crate::addresses::{self, Pins};
use crate::diagnostic::{Diagnostics, Reported};
use crate::document::{Blueprint, Edition, WorkspaceTable};
use crate::layer::Layer;
use crate::reading::Reading;
use crate::rules;
use crate::sections::accept;
use crate::sections::metastore;
use crate::sections::network::{self, Kind};
use crate::sections::workspace::{self, Workspace};
use crate::settled::{self, Settled};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::Name;

/// Everything about everything to build. [`resolve`] lets it out only if no rule reports an error.
#[derive(Clone, Debug, Serialize)]
pub struct Architecture {
    #[serde(skip)]
    pub edition: Sourced<Edition>,
    /// Name of the deployment; a blueprint of one workspace gives it to that one.
    pub name: Sourced<Name>,
    /// In the order of their keys. One with an empty key if the blueprint has no `[workspaces]`.
    pub workspaces: Vec<Workspace>,
    /// What several workspaces share of the Databricks account, in a stack of its own; none if nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Warnings that were accepted.
    #[serde(skip)]
    pub acceptances: Vec<accept::Written>,
    /// What an earlier run said of the workspaces.
    #[serde(skip)]
    pub(crate) before: Settled,
}

/// What an earlier run left for this one, which the lock keeps.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub pins: Pins,
    pub settled: Settled,
}

impl Architecture {
    /// Ranges to hand to the next [`resolve`], so that it renumbers nothing.
    pub fn pins(&self) -> Pins {
        addresses::pins(&self.workspaces)
    }

    /// What to hand to the next [`resolve`], so that it refuses what no Terraform can change.
    pub fn settled(&self) -> Settled {
        settled::of(self)
    }

    /// Folders of the stacks that must be applied before a workspace's: that of the account, and those of the
    /// workspaces whose VPC or catalogs it uses.
    pub fn applied_before(&self, workspace: &Workspace) -> Vec<String> {
        let account = self.account.as_ref().map(|_| account::ACCOUNT.to_owned());
        let vpc = workspace.network.shared().map(|shared| shared.owner.to_string());
        let catalogs = workspace.catalogs.iter().filter_map(|catalog| catalog.from.as_ref());
        let owners: BTreeSet<_> =
            vpc.into_iter().chain(catalogs.map(|it| it.to_string())).collect();
        account.into_iter().chain(owners).collect()
    }

    pub fn workspace(&self, key: &str) -> Option<&Workspace> {
        let index = self.workspaces.binary_search_by(|workspace| workspace.key.as_str().cmp(key));
        index.ok().map(|index| &self.workspaces[index])
    }
}

/// Defaults, derived values, the address plan, and then every rule.
///
/// `today`, as `2026-11-23`, is the day on which acceptances are judged; `None` holds them all.
pub fn resolve(
    blueprint: Blueprint,
    past: &Past,
    today: Option<toml::value::Date>,
    diags: &mut Diagnostics,
) -> Result<Architecture, Reported> {
    let Blueprint { edition, top, workspaces, accept, end } = blueprint;
    // There is one edition, so far.
    let edition = match edition {
        Some(edition) => Sourced::written("edition", edition),
        None => Sourced::default("edition", Edition::E2026, end),
    };
    let name = resolve_name(&top, end, diags);
    let mut workspaces = match workspaces {
        None => vec![resolve_workspace("", name.clone(), end, top.clone(), diags)],
        Some(tables) => {
            tables.into_iter().map(|table| resolve_entry(table, &name, &top, diags)).collect()
        }
    };
    follow_owners(&mut workspaces);
    for workspace in &mut workspaces {
        network::list_nodes(&mut workspace.network);
        metastore::settle(&mut workspace.metastore, &workspace.network);
    }
    addresses::plan(&mut workspaces, &past.pins, diags);
    account::settle(&mut workspaces, &name);
    let account = account::of(&workspaces, &name, &top, end, diags);
    let acceptances = accept.iter().map(|(_, written)| written.clone()).collect();
    let arch = Architecture {
        edition,
        name,
        workspaces,
        account,
        acceptances,
        before: past.settled.clone(),
    };
    rules::check(&arch, diags);
    rules::accept(&accept, today, diags);
    diags.errors_or(arch)
}

fn resolve_name(top: &workspace::Written, end: Span, diags: &mut Diagnostics) -> Sourced<Name> {
    let mut reading = Reading { unreadable: &top.unreadable, diags };
    let placeholder = || Name::parse("unnamed").expect("letters");
    reading.required("name", top.name.clone(), end, "name = \"acme\"", placeholder)
}

fn resolve_entry(
    table: WorkspaceTable,
    deployment: &Sourced<Name>,
    top: &workspace::Written,
    diags: &mut Diagnostics,
) -> Workspace {
    let WorkspaceTable { key, written } = table;
    let name = match &written.name {
        Some(name) => Sourced::written("name", name.clone()),
        None => full_name(deployment, &key, diags),
    };
    resolve_workspace(key.value.as_str(), name, key.span, written.over(top), diags)
}

/// `<deployment>-<key>`.
fn full_name(
    deployment: &Sourced<Name>,
    key: &Entry<Name>,
    diags: &mut Diagnostics,
) -> Sourced<Name> {
    let text = format!("{}-{}", **deployment, key.value);
    if let Ok(name) = Name::parse(&text) {
        return Sourced::derived("name", name, key.span);
    }
    rules::derived_name_too_long::report(&text, deployment, key.span, diags);
    Sourced::placeholder("name", key.value.clone(), key.span)
}

fn resolve_workspace(
    key: &str,
    name: Sourced<Name>,
    header: Span,
    written: workspace::Written,
    diags: &mut Diagnostics,
) -> Workspace {
    let unreadable = written.unreadable.clone();
    let mut reading = Reading { unreadable: &unreadable, diags };
    workspace::resolve(key, name, header, written, &mut reading)
}

/// Hands each workspace that shares a VPC what it needs to know of the VPC's owner.
fn follow_owners(workspaces: &mut [Workspace]) {
    let owners: Vec<_> = workspaces
        .iter()
        .filter_map(|w| {
            w.network.customer_managed().map(|n| (w.key.clone(), (n.clone(), w.name.clone())))
        })
        .collect();
    let find = |key: &str| owners.binary_search_by(|(owner, _)| owner.as_str().cmp(key)).ok();
    for workspace in workspaces.iter_mut() {
        if let Kind::Shared(shared) = &mut workspace.network.kind
            && let Some(index) = find(shared.owner.as_str())
        {
            let (_, (network, name)) = &owners[index];
            network::follow_owner(shared, network, name);
            workspace.network.isolated = shared.way_out.isolated;
        }
    }
}
