use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "serverless-workspace-below-premium",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("serverless_workspace_below_premium.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| !workspace.is_classic()) {
        let label = Label::at(&workspace.compute_plane, "a serverless workspace");
        require(RULE.name, Feature::ServerlessCompute, label, workspace, diags);
    }
}
