use super::accounts::{Use, repeats};
use super::alike::with_first;
use super::{Found, Rule};
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};

pub(super) const RULE: Rule = Rule {
    name: "catalog-in-two-workspaces",
    explanation: include_str!("catalog_in_two_workspaces.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let created = arch.workspaces.iter().flat_map(|workspace| {
        let own = |name: &str| !workspace.has_lost(&format!("catalogs.{name}"));
        let catalogs = workspace.catalogs.iter();
        let catalogs = catalogs.filter(move |it| it.create && own(it.name.as_str()));
        catalogs.map(move |value| ((*workspace.region, &value.name), Use { workspace, value }))
    });
    for (first, again) in repeats(created) {
        let (name, owner) = (&again.value.name, &first.workspace.key);
        let region = *again.workspace.region;
        let message = format!("`{owner}` and `{}` both create `{name}`", again.workspace.key);
        let label = Label::new(again.value.header, format!("`{region}` has one catalog of a name"));
        let diagnostic = Diagnostic::error(RULE.name, message, label).help(format!(
            "write `from = \"{owner}\"` in `[workspaces.{}.catalogs.{name}]`",
            again.workspace.key
        ));
        diags.report(with_first(diagnostic, first.value.header));
    }
}
