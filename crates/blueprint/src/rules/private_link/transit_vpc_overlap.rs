use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::vpc;
use crate::rules::{Area, Found, Rule};
use crate::sourced::Sourced;
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "transit-vpc-overlap",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("transit_vpc_overlap.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut ranges = Vec::new();
    for workspace in &arch.workspaces {
        let Some(transit) = workspace.network.transit_vpc() else { continue };
        let transit = &transit.cidr;
        if let Some(vpc) = vpc(workspace, arch).filter(|vpc| vpc.cidr.overlaps(**transit)) {
            report(transit, &vpc.cidr, "the clusters' VPC", diags);
        }
        ranges.push(transit);
    }
    check_each_other(ranges, diags);
}

/// One after the other by first address, each against the one that reaches furthest so far.
fn check_each_other(mut ranges: Vec<&Sourced<Cidr>>, diags: &mut Diagnostics) {
    ranges.sort_by_key(|range| (***range, range.span()));
    let mut ranges = ranges.into_iter();
    let Some(mut furthest) = ranges.next() else { return };
    for range in ranges {
        if furthest.overlaps(**range) {
            report(range, furthest, "another workspace's transit VPC", diags);
        }
        if range.last() > furthest.last() {
            furthest = range;
        }
    }
}

fn report(transit: &Sourced<Cidr>, other: &Sourced<Cidr>, what: &str, diags: &mut Diagnostics) {
    let message = format!("the transit VPC `{}` overlaps {what}, `{}`", **transit, **other);
    let label = Label::at(transit, "your network cannot distinguish the two VPCs");
    let mut diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("write a `network.private-link.front-end.cidr` apart, for each workspace its own");
    if transit.span() != other.span() {
        diagnostic = diagnostic.context(Label::at(other, what));
    }
    diags.report(diagnostic);
}
