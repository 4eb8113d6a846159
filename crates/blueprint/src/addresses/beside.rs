//! Subnets of the VPCs beside a workspace's own: the hub with the firewall, and the transit VPC of the
//! front end. They are `/28`, from the VPC's first address upwards, and keep the place they once had.

use std::collections::BTreeMap;

use super::Demand;
use super::free::Taken;
use super::pin::{Pin, PinnedRanges, SubnetUse};
use super::retired::{self, Retired, retired};
use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::firewall::HubSubnets;
use crate::sourced::Sourced;
use crate::values::{Cidr, Subnet, ZoneId};

const SIZE: u8 = 28;

/// Whether AWS has VPCs of this size.
pub(crate) fn is_possible(prefix: u8) -> bool {
    (super::LARGEST_VPC..=SIZE).contains(&prefix)
}

pub(super) fn hub(demand: &Demand, pins: &PinnedRanges, diags: &mut Diagnostics) -> HubSubnets {
    let Some(hub) = demand.vpc.and_then(|vpc| vpc.hub.as_ref()) else {
        return HubSubnets::default();
    };
    let uses = [SubnetUse::HubTransit, SubnetUse::HubFirewall, SubnetUse::HubPublic];
    let [transit, firewall, public] = place(&hub.cidr, uses, demand, pins, diags);
    HubSubnets { transit, firewall, public }
}

pub(super) fn front_end(
    demand: &Demand,
    pins: &PinnedRanges,
    diags: &mut Diagnostics,
) -> Vec<Subnet> {
    let Some(cidr) = demand.front_end else { return Vec::new() };
    let [subnets] = place(cidr, [SubnetUse::FrontEnd], demand, pins, diags);
    subnets
}

/// Adds what must be kept for the next run.
pub(super) fn keep(workspace: &Workspace, pins: &mut PinnedRanges) {
    let hub = workspace.network.customer_managed().and_then(|network| network.hub.as_ref());
    pins.extend(hub.map(|hub| (Pin::Hub, *hub.cidr)));
    let mut keep = |of: SubnetUse, subnets: &[Subnet]| {
        pins.extend(subnets.iter().map(|s| (Pin::Subnet(of, s.zone.clone()), s.cidr)));
    };
    if let Some(hub) = hub {
        keep(SubnetUse::HubTransit, &hub.subnets.transit);
        keep(SubnetUse::HubFirewall, &hub.subnets.firewall);
        keep(SubnetUse::HubPublic, &hub.subnets.public);
    }
    if let Some(transit) = workspace.network.transit_vpc() {
        keep(SubnetUse::FrontEnd, &transit.subnets);
    }
}

/// A subnet of each use in each zone: where it was, else in the first free place.
fn place<const N: usize>(
    vpc: &Sourced<Cidr>,
    uses: [SubnetUse; N],
    demand: &Demand,
    pins: &PinnedRanges,
    diags: &mut Diagnostics,
) -> [Vec<Subnet>; N] {
    let zones = demand.zones;
    let mut subnets = [const { Vec::new() }; N];
    // A rule says so.
    if !is_possible(vpc.prefix()) {
        return subnets;
    }
    let mut taken = Taken::default();
    let mut known = BTreeMap::new();
    let pin = |of: SubnetUse, zone: &ZoneId| Pin::Subnet(of, zone.clone());
    let fits = |range: &Cidr| range.prefix() == SIZE && vpc.contains(*range);
    for name in uses.iter().flat_map(|of| zones.iter().map(move |zone| pin(*of, zone))) {
        let pinned = pins.get(&name).copied();
        if let Some(range) = pinned.filter(fits).filter(|range| !taken.overlaps(*range)) {
            taken.take(range);
            known.insert(name, range);
        }
    }
    let retired = retired(demand.key, pins, &uses, zones);
    let retired: Vec<_> = retired.filter(|it| fits(&it.range)).collect();
    for it in &retired {
        taken.take(it.range);
    }
    let wanted = uses.iter().enumerate().flat_map(|it| zones.iter().map(move |zone| (it, zone)));
    for ((index, of), zone) in wanted {
        let kept = known.get(&pin(*of, zone)).copied();
        let Some(cidr) = kept.or_else(|| taken.first_free(**vpc, vpc.first(), SIZE)) else {
            no_room(vpc, N * zones.len(), retired.first().copied(), diags);
            break;
        };
        taken.take(cidr);
        subnets[index].push(Subnet { zone: zone.clone(), cidr, span: None });
    }
    subnets
}

fn no_room(vpc: &Sourced<Cidr>, needed: usize, retired: Option<Retired>, diags: &mut Diagnostics) {
    let message = format!("`{}` has no room for {needed} subnets of `/{SIZE}`", **vpc);
    let label = Label::at(vpc, "too small");
    let diagnostic = Diagnostic::error("vpc-too-small", message, label);
    let help = "write a range of `/24` or larger, or fewer `network.zones`";
    diags.report(retired::help(diagnostic, help, retired));
}
