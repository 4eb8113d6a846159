use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "passthrough-below-premium",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("passthrough_below_premium.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in
        arch.workspaces.iter().filter(|workspace| workspace.data_access.has_passthrough())
    {
        let label = Label::at(&workspace.data_access.mode, "credential passthrough");
        require(RULE.name, Feature::CredentialPassthrough, label, workspace, diags);
    }
}
