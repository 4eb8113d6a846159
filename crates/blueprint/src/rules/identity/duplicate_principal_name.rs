use std::collections::BTreeMap;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::same_account::same_account;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-principal-name",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("duplicate_principal_name.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut groups: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for workspace in &arch.workspaces {
        for (name, group) in &workspace.identity.written_groups {
            groups.entry(name.as_str()).or_default().push((workspace, group.span));
        }
    }
    for workspace in &arch.workspaces {
        for (name, it) in &workspace.identity.written_service_principals {
            let groups = groups.get(name.as_str()).into_iter().flatten();
            let mut namesakes = groups.filter(|(other, _)| same_account(other, workspace));
            let Some((_, group)) = namesakes.next() else { continue };
            let message = format!("`{name}` is the name of a group and of a service principal");
            let diagnostic =
                Diagnostic::error(RULE.name, message, Label::new(it.span, "a service principal"))
                    .context(Label::new(*group, "a group"))
                    .help("rename one of them: grants tell them apart by their names only");
            diags.report(diagnostic);
        }
    }
}
