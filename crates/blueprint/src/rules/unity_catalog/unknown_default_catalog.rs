use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::nearest::nearest;
use crate::rules::same_account::same_account;
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::Isolation;

pub(super) const RULE: Rule = Rule {
    name: "unknown-default-catalog",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("unknown_default_catalog.md"),
    found: Found::Checking(check),
};

/// Catalogs that Databricks makes.
const THEIRS: [&str; 3] = ["main", "samples", "system"];

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(default) = &workspace.metastore.default_catalog else { continue };
        if let Some(owner) = hidden(workspace, default.as_str(), arch) {
            let message = format!("the workspace does not see the catalog `{}`", **default);
            let label = Label::at(default, "what queries mean that name no catalog");
            let help = format!("add `catalogs.{}.from = \"{owner}\"`", **default);
            diags.report(Diagnostic::error(RULE.name, message, label).help(help));
            continue;
        }
        // One that says nothing of catalogs has some that the blueprint does not know.
        if workspace.catalogs.is_empty() || workspace.has_lost("catalogs") {
            continue;
        }
        let name = default.as_str();
        if known(workspace).any(|known| known == name) || name == workspace_catalog(workspace) {
            continue;
        }
        let message = format!("the workspace has no catalog `{name}`");
        let label = Label::at(default, "what queries mean that name no catalog");
        let help = match nearest(name, known(workspace)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add `[catalogs.{name}]`, with `existing = true` if it is there"),
        };
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}

/// Key of the workspace that keeps it to itself.
fn hidden<'a>(workspace: &Workspace, name: &str, arch: &'a Architecture) -> Option<&'a str> {
    if known(workspace).any(|known| known == name) || workspace.has_lost("catalogs") {
        return None;
    }
    let mut others = arch
        .workspaces
        .iter()
        .filter(|other| other.region == workspace.region && same_account(other, workspace));
    let keeps = |other: &&Workspace| {
        let mut catalogs = other.catalogs.iter();
        catalogs.any(|it| {
            let isolation = it.isolation().map(|isolation| **isolation);
            isolation == Some(Isolation::Isolated) && it.name.as_str() == name
        })
    };
    others.find(keeps).map(|owner| owner.key.as_str())
}

fn known(workspace: &Workspace) -> impl Iterator<Item = &str> {
    workspace.catalogs.iter().map(|catalog| catalog.name.as_str()).chain(THEIRS)
}

/// Name of the catalog that Databricks makes with a workspace.
fn workspace_catalog(workspace: &Workspace) -> String {
    workspace.name.as_str().replace('-', "_")
}
