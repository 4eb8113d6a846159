use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "inspection-vpc-overlap",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("inspection_vpc_overlap.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for vpc in arch.workspaces.iter().filter_map(|w| w.network.customer_managed()) {
        let Some(hub) = vpc.hub.as_ref().filter(|hub| hub.cidr.overlaps(*vpc.cidr)) else {
            continue;
        };
        let message =
            format!("the inspection VPC `{}` overlaps the VPC `{}`", *hub.cidr, *vpc.cidr);
        let label = Label::at(&hub.cidr, "no route could tell them apart");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&vpc.cidr, "the clusters' VPC"))
            .help("write a `network.firewall.cidr` apart from `network.cidr`");
        diags.report(diagnostic);
    }
}
