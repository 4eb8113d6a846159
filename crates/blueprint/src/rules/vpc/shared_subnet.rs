use super::shared_ids::warn_of_shared_ids;
use crate::architecture::Architecture;
use crate::diagnostic::Diagnostics;
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-subnet",
    explanation: include_str!("shared_subnet.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    warn_of_shared_ids(RULE.name, "subnet", arch, |network| &network.subnet_ids, diags);
}
