use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "restricted-role-with-several-security-groups",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("restricted_role_with_several_security_groups.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(network) = workspace.network.existing() else { return };
    let groups = &network.security_group_ids;
    let Some(role) = &workspace.cross_account_role else { return };
    if !role.is_restricted() || groups.len() <= 1 {
        return;
    }
    let message = "a restricted role is for one security group";
    let label = Label::at(groups, format!("{} here", groups.len()));
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&role.policy, "restricted here"))
        .help("list one security group, or write `policy = \"standard\"`");
    diags.report(diagnostic);
}
