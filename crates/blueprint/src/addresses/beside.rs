//! Subnets of the VPCs beside a workspace's own: the hub with the firewall, and the transit VPC of the
//! front end. They are `/28`, from the VPC's first address upwards, and keep the place they once had.

use std::collections::BTreeMap;

use super::{Pins, Taken};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::Kind;
use crate::sections::network::firewall::Firewall;
use crate::sections::network::private_link::FrontEnd;
use crate::sections::workspace::Workspace;
use crate::sourced::Sourced;
use crate::values::{Cidr, Subnet, ZoneId};

const SIZE: u8 = 28;
/// Databricks and AWS want two zones; a workspace in a VPC of yours has as many here.
const ZONES_OF_EXISTING: usize = 2;

type Ranges = BTreeMap<String, Cidr>;

pub(super) fn plan(workspaces: &mut [Workspace], pins: &Pins, diags: &mut Diagnostics) {
    let none = Ranges::new();
    for workspace in workspaces {
        let pins = pins.get(&workspace.key).unwrap_or(&none);
        let zones = zones(workspace);
        if let Some(hub) = hub(workspace) {
            plan_hub(hub, &zones, pins, diags);
        }
        let direct = workspace.control_plane.direct_zones.clone();
        if let Some(front_end) = front_end(workspace).filter(|front_end| front_end.create) {
            let uses = [("front-end", &mut front_end.subnets)];
            place(&front_end.cidr, uses, &zones, pins, diags);
            let has_direct = |zone: &ZoneId| {
                direct.as_ref().is_none_or(|ids| ids.iter().any(|id| id == zone.as_str()))
            };
            front_end.direct_zones = zones.into_iter().filter(has_direct).collect();
        }
    }
}

/// Whether AWS has VPCs of this size.
pub(crate) fn is_possible(prefix: u8) -> bool {
    (super::LARGEST_VPC..=SIZE).contains(&prefix)
}

/// Adds what must be kept for the next run.
pub(super) fn keep(workspace: &Workspace, pins: &mut Ranges) {
    let mut keep = |of: &str, subnets: &[Subnet]| {
        pins.extend(subnets.iter().map(|s| (format!("{of} {}", s.zone), s.cidr)));
    };
    if let Some(hub) = workspace.network.customer_managed().and_then(|n| n.hub.as_ref()) {
        keep("hub transit", &hub.subnets.transit);
        keep("hub firewall", &hub.subnets.firewall);
        keep("hub public", &hub.subnets.public);
    }
    if let Some(front_end) = workspace.network.front_end() {
        keep("front-end", &front_end.subnets);
    }
}

fn zones(workspace: &Workspace) -> Vec<ZoneId> {
    if let Some(zones) = workspace.network.zones() {
        return zones.to_vec();
    }
    let ids = workspace.region.zone_ids().iter().take(ZONES_OF_EXISTING);
    ids.map(|id| ZoneId::parse(id).expect("the data holds zone ids")).collect()
}

fn hub(workspace: &mut Workspace) -> Option<&mut Firewall> {
    match &mut workspace.network.kind {
        Kind::CustomerManaged(network) => network.hub.as_mut(),
        _ => None,
    }
}

fn front_end(workspace: &mut Workspace) -> Option<&mut FrontEnd> {
    workspace.network.private_link.as_mut()?.front_end.as_mut()
}

fn plan_hub(hub: &mut Firewall, zones: &[ZoneId], pins: &Ranges, diags: &mut Diagnostics) {
    let subnets = &mut hub.subnets;
    let uses = [
        ("hub transit", &mut subnets.transit),
        ("hub firewall", &mut subnets.firewall),
        ("hub public", &mut subnets.public),
    ];
    place(&hub.cidr, uses, zones, pins, diags);
}

/// A subnet of each use in each zone: where it was, else in the first free place.
fn place<const N: usize>(
    vpc: &Sourced<Cidr>,
    uses: [(&str, &mut Vec<Subnet>); N],
    zones: &[ZoneId],
    pins: &Ranges,
    diags: &mut Diagnostics,
) {
    // A rule says so.
    if !is_possible(vpc.prefix()) {
        return;
    }
    let mut taken = Taken::default();
    let mut known = BTreeMap::new();
    for name in uses.iter().flat_map(|(of, _)| zones.iter().map(move |zone| format!("{of} {zone}")))
    {
        let pinned = pins.get(&name).copied();
        let fits = |range: &Cidr| range.prefix() == SIZE && vpc.contains(*range);
        if let Some(range) = pinned.filter(fits).filter(|range| taken.conflict(*range).is_none()) {
            taken.take(range);
            known.insert(name, range);
        }
    }
    for (of, subnets) in uses {
        for zone in zones {
            let kept = known.get(&format!("{of} {zone}")).copied();
            let Some(cidr) = kept.or_else(|| taken.first_free(**vpc, vpc.first(), SIZE)) else {
                return no_room(vpc, N * zones.len(), diags);
            };
            taken.take(cidr);
            subnets.push(Subnet { zone: zone.clone(), cidr, span: None });
        }
    }
}

fn no_room(vpc: &Sourced<Cidr>, needed: usize, diags: &mut Diagnostics) {
    let message = format!("`{}` has no room for {needed} subnets of `/{SIZE}`", **vpc);
    let label = Label::at(vpc, "too small");
    let diagnostic = Diagnostic::error("vpc-too-small", message, label)
        .help("write a range of `/24` or larger, or fewer `network.zones`");
    diags.report(diagnostic);
}
