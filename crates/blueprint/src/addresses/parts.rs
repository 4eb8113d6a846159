//! Ranges of VPCs: a range that several workspaces inherit is divided among them.

use std::collections::BTreeMap;

use super::free::Taken;
use super::pin::Pin;
use super::{Demand, LARGEST_VPC, Pins, SMALLEST_VPC, pins, takes_part};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::reading;
use crate::sections::network::VpcDraft;
use crate::sourced::{Origin, Sourced};
use crate::values::{Cidr, PrefixLength};

/// The range of each workspace's own VPC, in their order; none for one that has no VPC of its own.
pub(super) fn plan(
    demands: &[Demand],
    pins: &Pins,
    diags: &mut Diagnostics,
) -> Vec<Option<Sourced<Cidr>>> {
    let mut taken = Taken::default();
    let mut vpcs: Vec<_> = demands.iter().map(|it| it.vpc.map(|vpc| vpc.range.clone())).collect();
    let mut open = Vec::new();
    for (index, demand) in demands.iter().enumerate() {
        let Some(vpc) = demand.vpc else { continue };
        if !takes_part(demand.key, &vpc.range) {
            refuse_size(vpc, diags);
            continue;
        }
        let size = part_size(vpc);
        let pinned = pins::of(pins, demand.key).get(&Pin::Vpc).copied();
        let is_still_ours = |pinned: &Cidr| {
            pinned.prefix() == size && vpc.range.contains(*pinned) && !taken.overlaps(*pinned)
        };
        match pinned.filter(is_still_ours) {
            Some(range) => {
                taken.take(range);
                vpcs[index] = Some(part(range, vpc));
            }
            None => open.push((index, vpc, size)),
        }
    }
    for demand in demands {
        if let Some(vpc) = demand.vpc.filter(|vpc| !takes_part(demand.key, &vpc.range)) {
            taken.take(*vpc.range);
        }
    }
    // What was given once may stand, whatever the blueprint has become.
    pins.values().filter_map(|ranges| ranges.get(&Pin::Vpc)).for_each(|range| taken.take(*range));
    // Parts of one size out of one range are found one behind the other.
    let mut cursors: BTreeMap<(Cidr, u8), u32> = BTreeMap::new();
    for (index, vpc, size) in open {
        let whole = *vpc.range;
        let cursor = cursors.entry((whole, size)).or_insert(whole.first());
        vpcs[index] = Some(if let Some(range) = taken.first_free(whole, *cursor, size) {
            *cursor = range.last();
            taken.take(range);
            part(range, vpc)
        } else {
            *cursor = whole.last();
            no_room(vpc, size, diags);
            Sourced::placeholder(vpc.range.key(), whole, vpc.range.span())
        });
    }
    vpcs
}

/// `vpc-size` says how a range is divided: a VPC that has its whole range has no use for it.
fn refuse_size(vpc: &VpcDraft, diags: &mut Diagnostics) {
    let Some(size) = &vpc.vpc_size else { return };
    if matches!(size.origin(), Origin::Written(_)) {
        let why = "no range is divided here: only `[workspaces]` that inherit one take parts of it";
        reading::does_not_apply(size.key(), size.span(), &vpc.range, why, diags);
    }
}

fn part(part: Cidr, vpc: &VpcDraft) -> Sourced<Cidr> {
    let span = vpc.range.span();
    match vpc.range.origin() {
        Origin::Placeholder(_) => Sourced::placeholder(vpc.range.key(), part, span),
        _ => Sourced::derived(vpc.range.key(), part, span),
    }
}

/// Written, or sixteen parts of the range, none larger or smaller than a VPC can be.
fn part_size(vpc: &VpcDraft) -> u8 {
    let default = (vpc.range.prefix() + 4).clamp(LARGEST_VPC, SMALLEST_VPC);
    vpc.vpc_size.as_ref().map_or(default, |size| size.get())
}

fn no_room(vpc: &VpcDraft, size: u8, diags: &mut Diagnostics) {
    if let Some(written) = vpc.vpc_size.as_ref().filter(|_| size < vpc.range.prefix()) {
        return larger_than_whole(written, &vpc.range, diags);
    }
    let size = PrefixLength::new(size);
    let message = format!("`{}` has no part of `{size}` left for another VPC", *vpc.range);
    let label = Label::at(&vpc.range, "workspaces that inherit it take a part each");
    let diagnostic = Diagnostic::error("no-room-for-vpc", message, label).help(
        "give this workspace a `network.cidr` of its own, or write a smaller `network.vpc-size`",
    );
    diags.report(diagnostic);
}

/// No part of a range is larger than the whole.
fn larger_than_whole(size: &Sourced<PrefixLength>, range: &Sourced<Cidr>, diags: &mut Diagnostics) {
    let message = format!("`{}` has no part as large as `{}`", **range, **size);
    let label = Label::at(size, "the size of a part");
    let diagnostic = Diagnostic::error("vpc-size-out-of-range", message, label)
        .context(Label::at(range, "the range that workspaces take parts of"))
        .help("write a larger range, or a smaller size (a larger number)");
    diags.report(diagnostic);
}
