use super::with_list::ip_access_lists;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "ip-access-list-below-enterprise",
    level: Severity::Error,
    area: Area::IpAccessLists,
    explanation: include_str!("ip_access_list_below_enterprise.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, list) in ip_access_lists(arch) {
        let label = Label::at(list, "who comes over the internet");
        require(RULE.name, Feature::IpAccessLists, label, workspace, diags);
    }
}
