use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "cross-account-role-in-another-partition",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("cross_account_role_in_another_partition.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(role) = workspace.existing_role() else { return };
    let partition = &workspace.partition.arn_partition;
    if role.partition() == partition {
        return;
    }
    let message = format!("the role is of partition `{}`, not `{partition}`", role.partition());
    let label = Label::at(role, format!("`arn:{partition}:iam::…` is needed"));
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&workspace.region, format!("this region is in `{partition}`")));
    diags.report(diagnostic);
}
