use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "security-group-count-out-of-range",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("security_group_count_out_of_range.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for network in arch.workspaces.iter().filter_map(|w| w.network.existing()) {
        let groups = &network.security_group_ids;
        if (1..=5).contains(&groups.len()) {
            continue;
        }
        let message = "a workspace has one to five security groups";
        let label = Label::at(groups, format!("{} here", groups.len()));
        diags.report(Diagnostic::error(RULE.name, message, label));
    }
}
