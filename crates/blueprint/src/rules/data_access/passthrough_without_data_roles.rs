use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-without-data-roles",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("passthrough_without_data_roles.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let access = &workspace.data_access;
    if !access.has_passthrough()
        || !access.roles.is_empty()
        || workspace.has_lost("data-access.roles")
    {
        return;
    }
    let label = Label::at(&access.mode, "each user works with a data role");
    let diagnostic = Diagnostic::error(RULE.name, "there is no data role to take", label)
        .help("add `[data-access.roles.<name>]` with its buckets and groups");
    diags.report(diagnostic);
}
