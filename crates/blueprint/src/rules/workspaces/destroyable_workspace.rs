use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "destroyable-workspace",
    explanation: include_str!("destroyable_workspace.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        if *workspace.prevent_destroy {
            continue;
        }
        let label =
            Label::at(&workspace.prevent_destroy, "notebooks, jobs and files would go with it");
        let diagnostic =
            Diagnostic::warning(RULE.name, "Terraform may destroy the workspace", label)
                .help("remove the key when nothing is to be replaced or destroyed any more");
        diags.report(diagnostic);
    }
}
