use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::settled::TIER;

pub(super) const RULE: Rule = Rule {
    name: "tier-changed",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("tier_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before.get(&workspace.key).and_then(|facts| facts.get(TIER));
        let Some(before) = before.filter(|before| **before != workspace.tier.to_string()) else {
            continue;
        };
        let message = format!("`{}` was created with the {before} tier", *workspace.name);
        let label = Label::at(&workspace.tier, "Terraform cannot change it");
        let help =
            "ask Databricks to change the workspace's tier first; what needs it fails until then";
        diags.report(Diagnostic::warning(RULE.name, message, label).help(help));
    }
}
