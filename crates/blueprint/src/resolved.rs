//! The complete blueprint: every value of every workspace, and where each comes from.
//!
//! What is returned is itself a blueprint, and resolves to the same architecture. What no key says
//! (the subnets of endpoints) stands in comments.

mod data;
mod entries;
mod network;
mod text;

use crate::architecture::{Architecture, Workspace};
use crate::sections::accept;
use text::{Entry, Table};

/// `arch` as TOML.
pub fn resolved(arch: &Architecture) -> String {
    let mut tables = Vec::new();
    for workspace in &arch.workspaces {
        if workspace.key.is_empty() {
            tables.extend(of_only(arch, workspace));
        } else {
            tables.extend(entries::tables(
                &format!("{}.{}", workspace.standing.table(), workspace.key),
                workspace,
            ));
        }
    }
    if arch.workspaces.iter().all(|workspace| !workspace.key.is_empty()) {
        let name = Entry::own(&arch.name);
        let entries = std::iter::once(edition(arch)).chain(templates(arch)).chain([name]);
        tables.insert(0, Table::new("", entries.collect()));
    }
    tables.extend(arch.acceptances.iter().map(acceptance));
    text::render(&tables)
}

/// A blueprint of one workspace: its keys are those of the top level.
fn of_only(arch: &Architecture, workspace: &Workspace) -> Vec<Table> {
    let mut tables = entries::tables("", workspace);
    tables[0].entries.splice(0..0, std::iter::once(edition(arch)).chain(templates(arch)));
    tables
}

fn edition(arch: &Architecture) -> Entry {
    Entry::own(&arch.edition)
}

/// What only some blueprints have, and nothing stands for where it is left out.
fn templates(arch: &Architecture) -> Option<Entry> {
    arch.templates.as_ref().map(Entry::own)
}

fn acceptance(accepted: &accept::Written) -> Table {
    let accept::Written { rule, reason, until } = accepted;
    let mut entries = Vec::new();
    entries.extend(rule.as_ref().map(|rule| Entry::written("rule", &rule.value)));
    entries.extend(reason.as_ref().map(|reason| Entry::written("reason", &reason.value)));
    entries.extend(until.as_ref().map(|until| Entry::written("until", &until.value)));
    Table::in_list("accept", entries)
}
