use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "permissions-boundary-in-another-account",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("permissions_boundary_in_another_account.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(boundary) = workspace.bounded_by() else { return };
    let Some(account) = &workspace.aws_account_id else { return };
    let Some(owner) = boundary.account() else { return };
    // Of a policy in another partition, a rule of its own says so.
    let same_partition = boundary.partition() == workspace.partition.arn_partition;
    if owner == account.as_str() || !same_partition {
        return;
    }
    let message = format!("the policy is of account `{owner}`, not `{}`", **account);
    let label = Label::at(boundary, "IAM attaches it to no role of this account");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(account, "the workspace's account"))
        .help(format!(
            "create the policy in `{}` too, and write its ARN in {}",
            **account,
            table(workspace)
        ));
    diags.report(diagnostic);
}

/// Where it holds for this workspace only.
fn table(workspace: &Workspace) -> String {
    match workspace.key.as_str() {
        "" => "`[iam]`".to_owned(),
        key => format!("`[workspaces.{key}.iam]`"),
    }
}
