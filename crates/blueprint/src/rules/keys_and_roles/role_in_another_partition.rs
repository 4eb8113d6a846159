use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "role-in-another-partition",
    explanation: include_str!("role_in_another_partition.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(role) = workspace.existing_role() else { continue };
        let partition = &workspace.partition.arn_partition;
        if role.partition() == partition {
            continue;
        }
        let message = format!("the role is of partition `{}`, not `{partition}`", role.partition());
        let label = Label::at(role, format!("`arn:{partition}:iam::…` is needed"));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.region, format!("this region is in `{partition}`")));
        diags.report(diagnostic);
    }
}
