use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "restricted-role-with-several-security-groups",
    explanation: include_str!("restricted_role_with_several_security_groups.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(network) = workspace.network.existing() else { continue };
        let groups = &network.security_group_ids;
        let Some(role) = &workspace.cross_account_role else { continue };
        if !role.restricted || groups.len() <= 1 {
            continue;
        }
        let message = "a restricted role is for one security group";
        let label = Label::at(groups, format!("{} here", groups.len()));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&role.policy, "restricted here"))
            .help("list one security group, or write `policy = \"standard\"`");
        diags.report(diagnostic);
    }
}
