use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::sourced::Sourced;
use std::fmt::Display;

pub(super) const RULE: Rule = Rule {
    name: "account-changed",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("account_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(before) = arch.before(workspace) else { continue };
        let (aws, databricks) = (&before.aws_account_id, &before.databricks_account_id);
        check_account(aws.as_ref(), workspace.aws_account_id.as_ref(), workspace, diags);
        let now = workspace.databricks_account_id.as_ref();
        check_account(databricks.as_ref(), now, workspace, diags);
    }
}

fn check_account<T: PartialEq + Display>(
    before: Option<&T>,
    now: Option<&Sourced<T>>,
    workspace: &Workspace,
    diags: &mut Diagnostics,
) {
    let (Some(before), Some(now)) = (before, now) else { return };
    if *before == **now {
        return;
    }
    let message = format!("`{}` is in the account `{before}` and cannot leave it", *workspace.name);
    let label = Label::at(now, "another account");
    let help = unless_never_applied(
        &format!("keep `{before}`, and add a workspace in `{}` under `[workspaces]`", **now),
        workspace,
    );
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}
