use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "fewer-than-two-zones",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("fewer_than_two_zones.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for zones in arch.workspaces.iter().filter_map(|workspace| workspace.network.zones()) {
        if zones.len() >= 2 {
            continue;
        }
        let message = "Databricks needs subnets in two availability zones";
        let label = Label::at(zones, format!("{} here", zones.len()));
        let diagnostic = Diagnostic::error(RULE.name, message, label).help("write `zones = 2`");
        diags.report(diagnostic);
    }
}
