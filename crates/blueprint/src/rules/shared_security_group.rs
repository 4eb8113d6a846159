use super::alike::warn_of_shared_ids;
use super::{Found, Rule};
use crate::architecture::Architecture;
use crate::diagnostic::Diagnostics;

pub(super) const RULE: Rule = Rule {
    name: "shared-security-group",
    explanation: include_str!("shared_security_group.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    warn_of_shared_ids(
        RULE.name,
        "security group",
        arch,
        |network| &network.security_group_ids,
        diags,
    );
}
