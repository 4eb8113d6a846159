use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "front-end-without-clients",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("front_end_without_clients.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for transit in arch.workspaces.iter().filter_map(|workspace| workspace.network.transit_vpc()) {
        if !transit.clients.is_empty() {
            continue;
        }
        let message = "the endpoint of the front end would let nobody in";
        let label = Label::at(&transit.clients, "no range");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("write where people come from: `clients = [\"10.0.0.0/8\"]`");
        diags.report(diagnostic);
    }
}
