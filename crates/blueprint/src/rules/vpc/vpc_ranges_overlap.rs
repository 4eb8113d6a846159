use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::CustomerManaged;
use crate::sourced::Origin;

pub(super) const RULE: Rule = Rule {
    name: "vpc-ranges-overlap",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("vpc_ranges_overlap.md"),
    found: Found::Checking(check),
};

/// One after the other by first address, each against the one that reaches furthest so far.
fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut vpcs: Vec<_> = arch
        .workspaces
        .iter()
        .filter_map(|workspace| Some((workspace, workspace.network.customer_managed()?)))
        .collect();
    vpcs.sort_by_key(|(_, vpc)| *vpc.cidr);
    let mut vpcs = vpcs.into_iter();
    let Some(mut furthest) = vpcs.next() else { return };
    for vpc in vpcs {
        if furthest.1.cidr.overlaps(*vpc.1.cidr) {
            report(furthest, vpc, diags);
        }
        if vpc.1.cidr.last() > furthest.1.cidr.last() {
            furthest = vpc;
        }
    }
}

type Vpc<'a> = (&'a Workspace, &'a CustomerManaged);

fn report(one: Vpc<'_>, other: Vpc<'_>, diags: &mut Diagnostics) {
    // What is planned keeps clear of what is written: only a written range can be to blame.
    let (blamed, beside) = if matches!(other.1.cidr.origin(), Origin::Derived(_)) {
        (one, other)
    } else {
        (other, one)
    };
    let message = format!(
        "`{}` of `{}` overlaps `{}` of `{}`",
        *blamed.1.cidr, *blamed.0.name, *beside.1.cidr, *beside.0.name
    );
    let label = Label::at(&blamed.1.cidr, "these VPCs can never be peered");
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .context(Label::at(&beside.1.cidr, "the other range"))
        .help(
            "write ranges apart, or one range at the top level: each workspace then takes a part",
        );
    diags.report(diagnostic);
}
