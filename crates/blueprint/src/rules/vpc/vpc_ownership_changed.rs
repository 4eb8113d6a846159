use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::VpcOwner;
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "vpc-ownership-changed",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("vpc_ownership_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let (Some(before), Some(mode)) = (arch.before(workspace), &workspace.network.mode) else {
            continue;
        };
        let (was, would_be) = match (before.vpc, workspace.network.has_own_vpc()) {
            (Some(VpcOwner::Databricks), true) => ("a Databricks-managed VPC", "your own VPC"),
            (Some(VpcOwner::Customer), false) => ("your own VPC", "a Databricks-managed VPC"),
            _ => continue,
        };
        let message = format!("`{}` was generated with {was}", *workspace.name);
        let label = Label::at(mode, format!("it cannot move to {would_be}"));
        let help =
            unless_never_applied("add a workspace under `[workspaces]` beside it", workspace);
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
