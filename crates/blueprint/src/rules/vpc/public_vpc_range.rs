use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "public-vpc-range",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("public_vpc_range.md"),
    found: Found::Checking(check),
};

const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let private = PRIVATE.map(|range| Cidr::parse(range).expect("a range"));
    for network in arch.workspaces.iter().filter_map(|w| w.network.customer_managed()) {
        if private.iter().any(|range| range.contains(*network.cidr)) {
            continue;
        }
        let outside =
            format!("not within {}", PRIVATE.map(|range| format!("`{range}`")).join(", "));
        let label = Label::at(&network.cidr, outside);
        let diagnostic =
            Diagnostic::warning(RULE.name, "the VPC has addresses of the internet", label)
                .help("write a private range, such as `10.20.0.0/16`");
        diags.report(diagnostic);
    }
}
