//! From a blueprint to the architecture that it means.

use crate::account;
use crate::addresses;
use crate::architecture::{Architecture, Past};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Reported};
use crate::document::{Blueprint, Edition, WorkspaceTable};
use crate::layer::Layer;
use crate::reading::Reading;
use crate::rules;
use crate::sections::metastore;
use crate::sections::network::{self, Kind};
use crate::sections::workspace::{self, Workspace};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::Name;

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
    let message = format!("`{text}` has {} characters", text.chars().count());
    let label = Label::new(key.span, format!("a name has at most {}", Name::MAX_LENGTH));
    let diagnostic = Diagnostic::error("workspace-name-too-long", message, label)
        .context(Label::at(deployment, "the deployment's name comes first"))
        .help(
            "shorten the key or the deployment's name, or give the workspace a `name` of its own",
        );
    diags.report(diagnostic);
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
