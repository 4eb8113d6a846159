use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "permissions-boundary-in-another-partition",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("permissions_boundary_in_another_partition.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(boundary) = workspace.bounded_by() else { return };
    let partition = &workspace.partition.arn_partition;
    if boundary.partition() == partition {
        return;
    }
    let message =
        format!("the policy is of partition `{}`, not `{partition}`", boundary.partition());
    let label = Label::at(boundary, format!("`arn:{partition}:iam::…` is needed"));
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&workspace.region, format!("this region is in `{partition}`")));
    diags.report(diagnostic);
}
