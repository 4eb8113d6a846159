use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "destroyable-workspace",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("destroyable_workspace.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    if *workspace.prevent_destroy || workspace.is_removed() {
        return;
    }
    let label = Label::at(&workspace.prevent_destroy, "notebooks, jobs and files would go with it");
    let diagnostic = Diagnostic::warning(RULE.name, "Terraform may destroy the workspace", label)
        .help("remove the key when nothing is to be replaced or destroyed any more");
    diags.report(diagnostic);
}
