use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "restricted-role-without-own-vpc",
    explanation: include_str!("restricted_role_without_own_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let (Some(role), Some(mode)) = (&workspace.cross_account_role, &workspace.network.mode)
        else {
            continue;
        };
        if !role.restricted || workspace.network.own_vpc {
            continue;
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
}
