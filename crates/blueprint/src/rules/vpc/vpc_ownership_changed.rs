use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::settled::{VPC, facts};

pub(super) const RULE: Rule = Rule {
    name: "vpc-ownership-changed",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("vpc_ownership_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before.get(&workspace.key).and_then(|facts| facts.get(VPC));
        let (Some(before), Some(mode)) = (before, &workspace.network.mode) else { continue };
        if facts(workspace).get(VPC) == Some(before) {
            continue;
        }
        let (was, would_be) = match before.as_str() {
            "databricks" => ("a Databricks-managed VPC", "your own VPC"),
            _ => ("your own VPC", "a Databricks-managed VPC"),
        };
        let message = format!("`{}` was generated with {was}", *workspace.name);
        let label = Label::at(mode, format!("it cannot move to {would_be}"));
        let help = "add a workspace under `[workspaces]` beside it and move to that one; if nothing was ever \
                    applied, delete the output folder and generate again";
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
