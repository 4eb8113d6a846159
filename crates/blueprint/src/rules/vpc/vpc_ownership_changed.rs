use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::VpcOwner;
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
        let (Some(before), Some(mode)) =
            (arch.previously.get(&workspace.key), &workspace.network.mode)
        else {
            continue;
        };
        if workspace.irrevocable().vpc == before.vpc {
            continue;
        }
        let (was, would_be) = match before.vpc {
            VpcOwner::Serverless => continue,
            VpcOwner::Databricks => ("a Databricks-managed VPC", "your own VPC"),
            VpcOwner::Customer => ("your own VPC", "a Databricks-managed VPC"),
        };
        let message = format!("`{}` was generated with {was}", *workspace.name);
        let label = Label::at(mode, format!("it cannot move to {would_be}"));
        let help = "add a workspace under `[workspaces]` beside it and move to that one; if nothing was ever \
                    applied, delete the output folder and generate again";
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
