use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "restricted-role-in-databricks-managed-vpc",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("restricted_role_in_databricks_managed_vpc.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let (Some(role), Some(mode)) = (&workspace.cross_account_role, &workspace.network.mode) else {
        return;
    };
    if !role.is_restricted() || workspace.network.has_own_vpc() {
        return;
    }
    let message = "a role cannot be restricted to a VPC that Databricks creates";
    let diagnostic = Diagnostic::error(
        RULE.name,
        message,
        Label::at(&role.policy, "there is no VPC yet to restrict it to"),
    )
    .context(Label::at(mode, "the VPC is Databricks'"))
    .help("write `policy = \"standard\"`, or `mode = \"customer-managed\"`");
    diags.report(diagnostic);
}
