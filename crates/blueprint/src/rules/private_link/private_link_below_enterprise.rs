use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "private-link-below-enterprise",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("private_link_below_enterprise.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        if let Some(back_end) = &link.back_end {
            let label = Label::at(back_end, "clusters come this way");
            require(RULE.name, Feature::BackEndPrivateLink, label, workspace, diags);
        }
        if let Some(front_end) = &link.front_end {
            let label = Label::at(front_end.header(), "people and tools come this way");
            require(RULE.name, Feature::FrontEndPrivateLink, label, workspace, diags);
        }
    }
}
