use std::collections::BTreeMap;

use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::{Area, Found, Rule};
use crate::sections::network::CustomerManaged;
use crate::source::Span;
use crate::sourced::Sourced;
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "overlapping-subnets",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("overlapping_subnets.md"),
    found: Found::Checking(check),
};

/// A subnet of one VPC; without a place, if it is planned.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    first: u32,
    cidr: Cidr,
    written: Option<Span>,
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut by_vpc: BTreeMap<&str, Vec<Range>> = BTreeMap::new();
    for workspace in &arch.workspaces {
        let network = &workspace.network;
        let owner = network.shared().map_or(&*workspace.key, |shared| shared.owner.as_str());
        by_vpc.entry(owner).or_default().extend(ranges(workspace));
    }
    for workspace in &arch.workspaces {
        if let Some(vpc) = workspace.network.customer_managed()
            && let Some(ranges) = by_vpc.remove(&*workspace.key)
        {
            check_vpc(&vpc.cidr, ranges, diags);
        }
    }
}

fn ranges(workspace: &Workspace) -> Vec<Range> {
    let small = |vpc: &'_ CustomerManaged| {
        vpc.endpoint_subnets.iter().chain(&vpc.public_subnets).cloned().collect::<Vec<_>>()
    };
    let clusters = workspace.network.workspace_subnets().map(|subnets| subnets.to_vec());
    let small = workspace.network.customer_managed().map(small);
    let subnets = clusters.into_iter().chain(small).flatten();
    subnets
        .map(|subnet| Range { first: subnet.cidr.first(), cidr: subnet.cidr, written: subnet.span })
        .collect()
}

/// One after the other by first address, each against the one that reaches furthest so far.
fn check_vpc(vpc: &Sourced<Cidr>, mut ranges: Vec<Range>, diags: &mut Diagnostics) {
    ranges.sort();
    let mut ranges = ranges.into_iter();
    let Some(mut furthest) = ranges.next() else { return };
    for range in ranges {
        if furthest.cidr.overlaps(range.cidr) {
            report(vpc, &furthest, &range, diags);
        }
        if range.cidr.last() > furthest.cidr.last() {
            furthest = range;
        }
    }
}

fn report(vpc: &Sourced<Cidr>, one: &Range, other: &Range, diags: &mut Diagnostics) {
    let (blamed, beside) = if one.written > other.written { (one, other) } else { (other, one) };
    let Some(span) = blamed.written else { return };
    let label = Label::new(span, "taken already");
    let diagnostic = if let Some(first) = beside.written {
        let message = format!("subnet `{}` overlaps `{}`", blamed.cidr, beside.cidr);
        with_first(Diagnostic::error(RULE.name, message, label), first)
    } else {
        // Said once, however many it meets.
        let message = format!("subnet `{}` overlaps planned subnets", blamed.cidr);
        Diagnostic::error(RULE.name, message, label)
            .context(Label::at(vpc, "some of this range is planned already"))
            .help("the end of the range is for endpoints and gateways: move the subnet down")
    };
    diags.report(diagnostic);
}
