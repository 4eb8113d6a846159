use super::alike::{groups, name_all, with_first};
use super::{Found, Rule};
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};

pub(super) const RULE: Rule = Rule {
    name: "shared-subnet",
    explanation: include_str!("shared_subnet.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let uses = arch.workspaces.iter().flat_map(|workspace| {
        let ids = workspace.network.existing().map(|network| &network.subnet_ids);
        ids.into_iter().flat_map(|ids| ids.iter()).map(move |id| (&id.value, (workspace, id.span)))
    });
    for (id, uses) in groups(uses) {
        let (mut workspaces, places): (Vec<_>, Vec<_>) = uses.into_iter().unzip();
        workspaces.dedup_by_key(|workspace| &workspace.key);
        if workspaces.len() == 1 {
            continue;
        }
        let message = format!("subnet `{id}` is used by {}", name_all(&workspaces));
        let label = Label::new(places[places.len() - 1], "Databricks wants one for each workspace");
        let diagnostic = Diagnostic::warning(RULE.name, message, label);
        diags.report(with_first(diagnostic, places[0]));
    }
}
