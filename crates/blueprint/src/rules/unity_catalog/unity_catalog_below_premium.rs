use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "unity-catalog-below-premium",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("unity_catalog_below_premium.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in
        arch.workspaces.iter().filter(|workspace| workspace.metastore.is_unity_catalog())
    {
        let label = Label::at(&workspace.metastore.mode, "Unity Catalog");
        require(RULE.name, Feature::UnityCatalog, label, workspace, diags);
    }
}
