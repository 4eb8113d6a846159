use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "saml-passthrough-without-groups",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("saml_passthrough_without_groups.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.data_access.is_by_saml()) {
        let lost = ["access", "groups"].iter().any(|table| workspace.has_lost(table));
        if lost || !workspace.passthrough_groups().is_empty() {
            continue;
        }
        let label = Label::at(&workspace.data_access.mode, "its clusters are used by groups");
        let diagnostic = Diagnostic::error(RULE.name, "no group is let into the workspace", label)
            .help("add `[access]` with a group of `[groups]`");
        diags.report(diagnostic);
    }
}
