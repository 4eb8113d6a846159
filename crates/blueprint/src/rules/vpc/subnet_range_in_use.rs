use crate::addresses::{self, Pin, PinnedRanges};
use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::never_applied;
use crate::rules::{Area, Found, Rule};
use crate::values::{Cidr, Subnet};

pub(super) const RULE: Rule = Rule {
    name: "subnet-range-in-use",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("subnet_range_in_use.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(subnets) = workspace.network.workspace_subnets() else { continue };
        let planned = arch.previously.pins.get(&workspace.key);
        let is_new = |subnet: &&Subnet| {
            let pin = Pin::of_clusters(&subnet.zone);
            planned.and_then(|pins| pins.get(&pin)) != Some(&subnet.cidr)
        };
        for subnet in subnets.iter().filter(|subnet| subnet.span.is_some()).filter(is_new) {
            check_subnet(subnet, workspace, arch, diags);
        }
    }
}

fn check_subnet(
    subnet: &Subnet,
    workspace: &Workspace,
    arch: &Architecture,
    diags: &mut Diagnostics,
) {
    let owner = workspace.network.shared().map_or(&*workspace.key, |it| it.owner.as_str());
    let standing = standing(owner, arch).find(|it| it.range.overlaps(subnet.cidr));
    let (Some(Standing { key, pin, range }), Some(span)) = (standing, subnet.span) else { return };
    let message = format!(
        "subnet `{}` overlaps `{range}`, which an earlier run gave to `{pin}`",
        subnet.cidr
    );
    let label = Label::new(span, "AWS creates this subnet before the old one goes");
    let command = never_applied(key, Some(&pin.to_string()));
    let help = format!(
        "write a range that overlaps no subnet of the VPC; if `{range}` was never applied, or is gone, run {command}"
    );
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}

/// A subnet that an earlier run planned, and that goes, or changes its range, in this one.
struct Standing<'a> {
    key: &'a str,
    pin: &'a Pin,
    range: Cidr,
}

/// Of the VPC of a workspace. What stays where it is, is for `overlapping-subnets` to report.
fn standing<'a>(owner: &'a str, arch: &'a Architecture) -> impl Iterator<Item = Standing<'a>> {
    let vpc = arch.previously.pins.get(owner).and_then(|pins| pins.get(&Pin::Vpc)).copied();
    let is_in_it = move |key: &str, pins: &PinnedRanges, range: Cidr| {
        let own = pins.get(&Pin::Vpc).filter(|vpc| vpc.contains(range));
        vpc.is_some_and(|vpc| vpc.contains(range)) && (key == owner || own.is_none())
    };
    arch.previously.pins.iter().flat_map(move |(key, pins)| {
        let now = arch.workspace(key).map(addresses::pins).unwrap_or_default();
        let leaves = move |pin: &Pin, range: Cidr| now.get(pin) != Some(&range);
        let subnets = pins.iter().filter(|(pin, _)| pin.is_in(&Pin::Vpc));
        subnets
            .filter(move |(_, range)| is_in_it(key, pins, **range))
            .filter(move |(pin, range)| leaves(pin, **range))
            .map(move |(pin, range)| Standing { key, pin, range: *range })
    })
}
