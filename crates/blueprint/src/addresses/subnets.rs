//! Subnets of the VPCs that clusters run in: the small ones at their end, and the clusters' own, of
//! owners and sharers together.

use std::collections::BTreeMap;

use super::free::Taken;
use super::pin::{Pin, PinnedRanges, Pins, SubnetUse};
use super::pins;
use super::retired::{self, Retired, retired};
use super::tail::{Tail, Transit, Use};
use super::{Clusters, Demand, SMALLEST_WORKSPACE_SUBNET, is_vpc_size};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::{Egress, Ranges, SubnetsDraft, VpcDraft};
use crate::sourced::Sourced;
use crate::values::{Cidr, Subnet, ZoneId};

/// Free addresses of one VPC, owner and sharers together.
struct Vpc<'a> {
    range: &'a Sourced<Cidr>,
    /// Of the clusters' subnets.
    size: u8,
    taken: Taken,
    /// One of those that take room and are not wanted any more.
    retired: Option<Retired<'a>>,
}

impl<'a> Vpc<'a> {
    fn of(range: &'a Sourced<Cidr>, draft: &VpcDraft) -> Self {
        let size = (range.prefix() + 4).min(SMALLEST_WORKSPACE_SUBNET);
        let mut taken = Taken::default();
        taken.take_run(tail(**range, draft).start(), range.last());
        Self { range, size, taken, retired: None }
    }

    fn fits(&self, range: Cidr) -> bool {
        range.prefix() == self.size && self.range.contains(range) && !self.taken.overlaps(range)
    }
}

/// The subnets of each workspace, in the order of their demands; `vpcs` are the ranges of their VPCs.
pub(super) fn plan<'a>(
    demands: &[Demand],
    vpcs: &'a [Option<Sourced<Cidr>>],
    pins: &'a Pins,
    diags: &mut Diagnostics,
) -> Vec<Ranges> {
    let mut ranges: Vec<Ranges> = demands.iter().map(|_| Ranges::default()).collect();
    let mut open: BTreeMap<&str, Vpc> = BTreeMap::new();
    for ((demand, range), ranges) in demands.iter().zip(vpcs).zip(&mut ranges) {
        let (Some(vpc), Some(range)) = (demand.vpc, range) else { continue };
        if is_vpc_size(range.prefix()) {
            small_subnets(range, (demand.key, vpc), pins::of(pins, demand.key), ranges, diags);
            open.insert(demand.key, Vpc::of(range, vpc));
        }
    }
    for (demand, ranges) in demands.iter().zip(&mut ranges) {
        if let Some((clusters, vpc)) = find(demand, &mut open) {
            ranges.workspace = take_pinned(clusters, vpc, pins::of(pins, demand.key));
        }
    }
    for demand in demands {
        if let Some((clusters, vpc)) = find(demand, &mut open)
            && let SubnetsDraft::Written(subnets) = clusters.subnets
        {
            subnets.iter().for_each(|subnet| vpc.taken.take(subnet.cidr));
        }
    }
    for retired in retired_clusters(demands, &ranges, pins) {
        keep_clear(retired, pins::of(pins, retired.workspace), &mut open);
    }
    // Owners before sharers: a VPC looks the same whether it is shared or not.
    let is_owner = |(demand, _): &(&Demand, &mut Ranges)| demand.vpc.is_some();
    let (owners, sharers): (Vec<_>, Vec<_>) = demands.iter().zip(&mut ranges).partition(is_owner);
    for (demand, ranges) in owners.into_iter().chain(sharers) {
        if let Some((clusters, vpc)) = find(demand, &mut open) {
            let known = std::mem::take(&mut ranges.workspace);
            ranges.workspace = take_new(demand, clusters, known, vpc, diags);
        }
    }
    ranges
}

fn tail(range: Cidr, vpc: &VpcDraft) -> Tail {
    Tail::of(range, if vpc.hub.is_some() { Transit::Attached } else { Transit::None })
}

/// Subnets of clusters that were planned once, of workspaces that were or are, and are not wanted any more.
fn retired_clusters<'a>(demands: &[Demand], ranges: &[Ranges], pins: &'a Pins) -> Vec<Retired<'a>> {
    let wanted: BTreeMap<&str, (&Demand, &Ranges)> =
        demands.iter().zip(ranges).map(|it| (it.0.key, it)).collect();
    let is_wanted = |retired: &Retired| {
        wanted.get(retired.workspace).is_some_and(|(demand, ranges)| {
            let mut kept = ranges.workspace.iter().map(|subnet| subnet.cidr);
            demand.writes(retired.range) || kept.any(|range| range == retired.range)
        })
    };
    let all = pins.iter().flat_map(|(key, pins)| retired(key, pins, &[SubnetUse::Clusters], &[]));
    all.filter(|it| !is_wanted(it)).collect()
}

/// Nothing new where a subnet may stand: in the VPC that its workspace had, or in one that it may have shared.
fn keep_clear<'a>(retired: Retired<'a>, pins: &PinnedRanges, open: &mut BTreeMap<&str, Vpc<'a>>) {
    let own = pins.get(&Pin::Vpc).filter(|vpc| vpc.contains(retired.range));
    for (key, vpc) in open {
        if own.is_none_or(|_| *key == retired.workspace) && vpc.range.contains(retired.range) {
            vpc.taken.take(retired.range);
            vpc.retired.get_or_insert(retired);
        }
    }
}

fn small_subnets(
    range: &Sourced<Cidr>,
    (key, vpc): (&str, &VpcDraft),
    pins: &PinnedRanges,
    ranges: &mut Ranges,
    diags: &mut Diagnostics,
) {
    let tail = tail(**range, vpc);
    match *vpc.egress {
        Egress::NatPerZone | Egress::SingleNat => {
            ranges.public = tail.subnets(Use::Public, &vpc.zones, pins);
        }
        Egress::Firewall => ranges.transit = tail.subnets(Use::Transit, &vpc.zones, pins),
        Egress::None => {}
    }
    ranges.endpoint = tail.subnets(Use::Endpoint, &vpc.zones, pins);
    if ranges.endpoint.len() < vpc.zones.len() {
        let message = format!(
            "the VPC `{}` has no room for endpoints and gateways in {} zones",
            **range,
            vpc.zones.len()
        );
        let label = Label::at(range, format!("it has room for {} zones", tail.zones()));
        let diagnostic = Diagnostic::error("vpc-too-small", message, label)
            .context(Label::at(&vpc.zones, "the zones"));
        let help = "write a larger `network.cidr`, or fewer `network.zones`";
        let gone = retired(key, pins, &[SubnetUse::Endpoint], &vpc.zones).next();
        diags.report(retired::help(diagnostic, help, gone));
    }
}

/// A workspace's clusters and the VPC that they live in.
fn find<'d, 'o, 'r>(
    demand: &'d Demand<'d>,
    open: &'o mut BTreeMap<&str, Vpc<'r>>,
) -> Option<(&'d Clusters<'d>, &'o mut Vpc<'r>)> {
    let clusters = demand.clusters.as_ref()?;
    Some((clusters, open.get_mut(clusters.owner)?))
}

fn take_pinned(clusters: &Clusters, vpc: &mut Vpc, pins: &PinnedRanges) -> Vec<Subnet> {
    let mut known = Vec::new();
    if matches!(clusters.subnets, SubnetsDraft::Written(_)) {
        return known;
    }
    for zone in clusters.zones {
        let pinned = pins.get(&Pin::of_clusters(zone)).copied();
        if let Some(cidr) = pinned.filter(|cidr| vpc.fits(*cidr)) {
            vpc.taken.take(cidr);
            known.push(subnet(zone, cidr));
        }
    }
    known
}

fn take_new(
    demand: &Demand,
    clusters: &Clusters,
    known: Vec<Subnet>,
    vpc: &mut Vpc,
    diags: &mut Diagnostics,
) -> Vec<Subnet> {
    let SubnetsDraft::Planned { from } = clusters.subnets else { return known };
    let mut planned = Vec::new();
    for zone in clusters.zones {
        if let Some(known) = known.iter().find(|subnet| subnet.zone == *zone) {
            planned.push(known.clone());
            continue;
        }
        let Some(range) = vpc.taken.first_free(**vpc.range, vpc.range.first(), vpc.size) else {
            let label = match demand.vpc {
                Some(_) => Label::at(vpc.range, "the VPC's range"),
                None => Label::new(*from, "these subnets do not fit beside the others"),
            };
            no_room(vpc, label, diags);
            break;
        };
        vpc.taken.take(range);
        planned.push(subnet(zone, range));
    }
    planned
}

fn subnet(zone: &ZoneId, cidr: Cidr) -> Subnet {
    Subnet { zone: zone.clone(), cidr, span: None }
}

fn no_room(vpc: &Vpc, label: Label, diags: &mut Diagnostics) {
    let message =
        format!("the VPC `{}` has no room for another subnet of `/{}`", **vpc.range, vpc.size);
    let diagnostic = Diagnostic::error("vpc-too-small", message, label);
    let help = "write a larger `network.cidr`, fewer `network.zones`, or smaller `network.workspace-subnets`";
    diags.report(retired::help(diagnostic, help, vpc.retired));
}
