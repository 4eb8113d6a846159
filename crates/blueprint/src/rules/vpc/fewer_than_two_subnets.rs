use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "fewer-than-two-subnets",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("fewer_than_two_subnets.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for network in arch.workspaces.iter().filter_map(|w| w.network.existing()) {
        if network.subnet_ids.len() >= 2 {
            continue;
        }
        let message = "Databricks needs two subnets, each in another availability zone";
        let label = Label::at(&network.subnet_ids, format!("{} here", network.subnet_ids.len()));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("add the id of a subnet in another zone of the VPC");
        diags.report(diagnostic);
    }
}
