//! From a blueprint to the architecture that it means.

use std::collections::BTreeMap;

use crate::account;
use crate::architecture::workspace::Standing;
use crate::architecture::{Architecture, names, stack};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Reported};
use crate::document::{Blueprint, Edition, TEMPLATES, WorkspaceTable};
use crate::layer::Layer;
use crate::parallel::in_shares;
use crate::previous_run::PreviousRun;
use crate::reading::Reading;
use crate::rules;
use crate::sections::workspace::{self, Draft, Seat};
use crate::settle::settle;
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::Name;

/// Below this many workspaces a thread costs more than it saves.
const WORKSPACES_PER_THREAD: usize = 64;

/// Defaults, derived values, the address plan, and then every rule.
///
/// `today`, as `2026-11-23`, is the day on which acceptances are judged; `None` holds them all.
pub fn resolve(
    blueprint: Blueprint,
    previous: &PreviousRun,
    today: Option<toml::value::Date>,
    diags: &mut Diagnostics,
) -> Result<Architecture, Reported> {
    let Blueprint { edition, templates, top, workspaces, accept, end } = blueprint;
    // There is one edition, so far.
    let edition = match edition {
        Some(edition) => Sourced::written("edition", edition),
        None => Sourced::default("edition", Edition::E2026, end),
    };
    let name = resolve_name(&top, end, diags);
    let drafts = match workspaces {
        None => {
            let names = BTreeMap::from([(String::new(), (*name).clone())]);
            let seat = Seat { key: "", standing: Standing::Kept, header: end };
            vec![resolve_workspace(seat, name.clone(), top.clone(), &names, diags)]
        }
        Some(tables) => resolve_all(tables, &name, &top, diags),
    };
    let names = drafts.iter().map(|draft| (draft.key.as_str(), &*draft.name));
    let previously = previous.clone().under_the_keys_of(&names);
    let workspaces = settle(drafts, &name, &previously, diags);
    let account = account::of(&workspaces, &name, &top, end, &previously, diags);
    let stacks = stack::of(&workspaces, account.is_some());
    let acceptances = accept.iter().map(|(_, written)| written.clone()).collect();
    let arch = Architecture {
        edition,
        templates: templates.map(|folder| Sourced::written(TEMPLATES, folder)),
        name,
        workspaces,
        account,
        stacks,
        acceptances,
        previously,
    };
    rules::check(&arch, diags);
    rules::accept(&accept, today, diags);
    diags.errors_or(arch)
}

fn resolve_name(top: &workspace::Table, end: Span, diags: &mut Diagnostics) -> Sourced<Name> {
    let mut reading = Reading { unreadable: &top.unreadable, diags };
    let placeholder = || Name::parse("unnamed").expect("letters");
    reading.required(
        workspace::Written::name,
        top.keys.name.clone(),
        end,
        "name = \"acme\"",
        placeholder,
    )
}

fn resolve_all(
    tables: Vec<WorkspaceTable>,
    deployment: &Sourced<Name>,
    top: &workspace::Table,
    diags: &mut Diagnostics,
) -> Vec<Box<Draft>> {
    let entries: Vec<_> = tables
        .into_iter()
        .map(|WorkspaceTable { key, standing, table }| {
            let name = match &table.keys.name {
                Some(name) => Sourced::written(workspace::Written::name, name.clone()),
                None => full_name(deployment, &key, diags),
            };
            (key, standing, name, table)
        })
        .collect();
    let full = entries.iter().map(|(key, _, name, _)| (key.value.to_string(), (**name).clone()));
    let names: BTreeMap<_, _> = full.collect();
    let shares = in_shares(&entries, WORKSPACES_PER_THREAD, |share| {
        let mut diags = Diagnostics::default();
        let resolve = |(key, standing, name, table): &Resolving| {
            let seat = Seat { key: key.value.as_str(), standing: *standing, header: key.span };
            resolve_workspace(seat, name.clone(), table.clone().over(top), &names, &mut diags)
        };
        let drafts: Vec<Box<Draft>> = share.iter().map(resolve).collect();
        vec![(drafts, diags)]
    });
    let mut drafts = Vec::with_capacity(entries.len());
    for (share, found) in shares {
        drafts.extend(share);
        diags.absorb(found);
    }
    drafts
}

type Resolving = (Entry<Name>, Standing, Sourced<Name>, workspace::Table);

/// As the deployment and the key make it.
fn full_name(
    deployment: &Sourced<Name>,
    key: &Entry<Name>,
    diags: &mut Diagnostics,
) -> Sourced<Name> {
    let text = names::workspace(deployment, &key.value);
    if let Ok(name) = Name::parse(&text) {
        return Sourced::derived(workspace::Written::name, name, key.span);
    }
    let message = format!("`{text}` has {} characters", text.chars().count());
    let label = Label::new(key.span, format!("a name has at most {}", Name::MAX_LENGTH));
    let diagnostic = Diagnostic::error("workspace-name-too-long", message, label)
        .context(Label::at(deployment, "the deployment's name comes first"))
        .help(
            "shorten the key or the deployment's name, or give the workspace a `name` of its own",
        );
    diags.report(diagnostic);
    Sourced::placeholder(workspace::Written::name, key.value.clone(), key.span)
}

fn resolve_workspace(
    seat: Seat,
    name: Sourced<Name>,
    table: workspace::Table,
    names: &BTreeMap<String, Name>,
    diags: &mut Diagnostics,
) -> Box<Draft> {
    let workspace::Table { keys, unreadable } = table;
    let mut reading = Reading { unreadable: &unreadable, diags };
    Box::new(workspace::resolve(seat, name, *keys, names, &mut reading))
}
