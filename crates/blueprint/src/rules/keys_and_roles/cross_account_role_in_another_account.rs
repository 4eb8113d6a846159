use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "cross-account-role-in-another-account",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("cross_account_role_in_another_account.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(role) = workspace.existing_role() else { return };
    let Some(account) = &workspace.aws_account_id else { return };
    // Of a role in another partition, a rule of its own says so.
    let same_partition = role.partition() == workspace.partition.arn_partition;
    if role.account() == account.as_str() || !same_partition {
        return;
    }
    let message = format!("the role is of account `{}`, not `{}`", role.account(), **account);
    let label = Label::at(role, "Databricks could launch nothing with it");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(account, "the workspace's account"))
        .help(format!("write the ARN of a role in `{}`", **account));
    diags.report(diagnostic);
}
