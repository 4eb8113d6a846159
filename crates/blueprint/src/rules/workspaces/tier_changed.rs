use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "tier-changed",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("tier_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(before) = arch.before(workspace).and_then(|before| before.tier) else { continue };
        if before == *workspace.tier {
            continue;
        }
        let message = format!("`{}` was created with the {before} tier", *workspace.name);
        let label = Label::at(&workspace.tier, "Terraform cannot change it");
        let help =
            "ask Databricks to change the workspace's tier first; what needs it fails until then";
        diags.report(Diagnostic::warning(RULE.name, message, label).help(help));
    }
}
