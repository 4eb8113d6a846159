use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "vpc-in-docker-range",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("vpc_in_docker_range.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let docker = Cidr::parse("172.17.0.0/16").expect("a range");
    for network in arch.workspaces.iter().filter_map(|w| w.network.customer_managed()) {
        if !network.cidr.overlaps(docker) {
            continue;
        }
        let message = format!("`{docker}` is the range of Docker's own network");
        let label = Label::at(&network.cidr, "the VPC has addresses of it");
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .help("write another range, such as `10.20.0.0/16`");
        diags.report(diagnostic);
    }
}
