use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "serverless-workspace-in-govcloud",
    explanation: include_str!("serverless_workspace_in_govcloud.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        if workspace.classic || !workspace.region.is_govcloud() {
            continue;
        }
        let message = "GovCloud has no serverless workspaces";
        let label = Label::at(&workspace.compute_plane, "not offered there");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.region, "GovCloud"))
            .help("write `compute-plane = \"classic\"`");
        diags.report(diagnostic);
    }
}
