use super::shared_ids::warn_of_shared_ids;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-subnet",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("shared_subnet.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    warn_of_shared_ids(RULE.name, "subnet", arch, |network| &network.subnet_ids, diags);
}
