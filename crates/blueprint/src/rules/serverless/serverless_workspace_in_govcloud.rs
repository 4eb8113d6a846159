use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "serverless-workspace-in-govcloud",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("serverless_workspace_in_govcloud.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    if workspace.is_classic() || !workspace.region.is_govcloud() {
        return;
    }
    let message = "GovCloud has no serverless workspaces";
    let label = Label::at(&workspace.compute_plane, "not offered there");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&workspace.region, "GovCloud"))
        .help("write `compute-plane = \"classic\"`");
    diags.report(diagnostic);
}
