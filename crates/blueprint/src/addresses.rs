//! Which addresses each VPC and subnet gets, for all workspaces of a blueprint together.
//!
//! The plan of the 2026 edition, by the prefix length N of a VPC:
//!
//! - clusters: subnets of `/N+4`, at most `/26`, from the VPC's first address upwards;
//! - endpoints, NAT gateways, transit gateway: small subnets from its last address downwards, see
//!   `Tail`.
//!
//! A range once given is kept: what was planned before comes back in [`Pins`] (the lock keeps them),
//! so that another workspace, another zone, or a range that someone writes, never renumbers those that
//! are there. Pins come first, then what is written, then what is new; rules say what then overlaps.

pub(crate) mod beside;

use std::collections::BTreeMap;

use ipnet::Ipv4Net;

use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::reading;
use crate::sections::network::{CustomerManaged, Kind};
use crate::sections::workspace::Workspace;
use crate::sourced::{Origin, Sourced};
use crate::values::{Cidr, PrefixLength, Subnet, ZoneId};

/// Ranges that an earlier run planned: by workspace, then by `vpc`, `<zone id>` (the clusters' subnet
/// there), `endpoint <zone id>`, `public <zone id>` or `transit <zone id>`; in the VPCs beside it, see
/// `beside`.
pub type Pins = BTreeMap<String, BTreeMap<String, Cidr>>;

/// VPC sizes for which the plan has room. AWS itself takes `/16` to `/28`.
pub const LARGEST_VPC: u8 = 16;
pub const SMALLEST_VPC: u8 = 24;
/// Smallest subnet that Databricks takes for clusters.
pub const SMALLEST_WORKSPACE_SUBNET: u8 = 26;

const VPC_PIN: &str = "vpc";

/// Gives every VPC that we create its range and its subnets, and says what does not fit.
pub(crate) fn plan(workspaces: &mut [Workspace], pins: &Pins, diags: &mut Diagnostics) {
    plan_vpcs(workspaces, pins, diags);
    plan_subnets(workspaces, pins, diags);
    beside::plan(workspaces, pins, diags);
}

/// What must be kept for the next run.
pub(crate) fn pins(workspaces: &[Workspace]) -> Pins {
    let pins_of = |workspace: &Workspace| {
        let mut pins = BTreeMap::new();
        if let Some(network) = workspace.network.customer_managed() {
            pins.insert(VPC_PIN.to_owned(), *network.cidr);
            let endpoint = network.endpoint_subnets.iter().map(|subnet| (Use::Endpoint, subnet));
            let public = network.public_subnets.iter().map(|subnet| (Use::Public, subnet));
            let transit = network.transit_subnets.iter().map(|subnet| (Use::Transit, subnet));
            let small = endpoint.chain(public).chain(transit);
            pins.extend(small.map(|(of, s)| (of.pin(&s.zone), s.cidr)));
        }
        beside::keep(workspace, &mut pins);
        if let Some(subnets) = workspace.network.workspace_subnets() {
            pins.extend(subnets.iter().map(|subnet| (subnet.zone.to_string(), subnet.cidr)));
        }
        (workspace.key.clone(), pins)
    };
    workspaces.iter().map(pins_of).filter(|(_, pins)| !pins.is_empty()).collect()
}

/// Addresses that are taken, as first and last of runs that neither meet nor touch.
#[derive(Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    fn take(&mut self, range: Cidr) {
        self.take_run(range.first(), range.last());
    }

    fn take_run(&mut self, mut first: u32, mut last: u32) {
        let reach = last.saturating_add(1);
        while let Some((&start, &end)) = self.0.range(..=reach).next_back()
            && end.saturating_add(1) >= first
        {
            self.0.remove(&start);
            (first, last) = (first.min(start), last.max(end));
        }
        self.0.insert(first, last);
    }

    /// The last address of a taken run that overlaps this range.
    fn conflict(&self, range: Cidr) -> Option<u32> {
        let (_, last) = self.0.range(..=range.last()).next_back()?;
        (*last >= range.first()).then_some(*last)
    }

    /// The first part of `whole` of this size that is free, at `start` or above.
    fn first_free(&self, whole: Cidr, start: u32, size: u8) -> Option<Cidr> {
        let mut start = u64::from(start);
        loop {
            let candidate = aligned(start, size).filter(|range| whole.contains(*range))?;
            match self.conflict(candidate) {
                None => return Some(candidate),
                Some(last) => start = u64::from(last) + 1,
            }
        }
    }
}

/// The first range of this size at or above an address.
fn aligned(start: u64, size: u8) -> Option<Cidr> {
    let length = 1_u64 << (32 - size);
    let first = u32::try_from(start.div_ceil(length) * length).ok()?;
    Ipv4Net::new(first.into(), size).ok().map(Cidr::new)
}

fn customer_managed(workspace: &mut Workspace) -> Option<&mut CustomerManaged> {
    match &mut workspace.network.kind {
        Kind::CustomerManaged(network) => Some(network),
        _ => None,
    }
}

/// A workspace takes a part of a range that it does not write itself, if it is one of `[workspaces]`.
pub(crate) fn takes_part(key: &str, network: &CustomerManaged) -> bool {
    !key.is_empty() && !matches!(network.cidr.origin(), Origin::Written(_))
}

fn plan_vpcs(workspaces: &mut [Workspace], pins: &Pins, diags: &mut Diagnostics) {
    let mut taken = Taken::default();
    let mut written = Vec::new();
    let mut open = Vec::new();
    for (index, workspace) in workspaces.iter_mut().enumerate() {
        let key = workspace.key.clone();
        let Some(network) = customer_managed(workspace) else { continue };
        if !takes_part(&key, network) {
            reject_size(network, diags);
            written.push(*network.cidr);
            continue;
        }
        let size = part_size(network);
        let pinned = pins.get(&key).and_then(|pins| pins.get(VPC_PIN)).copied();
        match pinned.filter(|pinned| {
            pinned.prefix() == size
                && network.cidr.contains(*pinned)
                && taken.conflict(*pinned).is_none()
        }) {
            Some(part) => take_part(network, part, &mut taken),
            None => open.push((index, size)),
        }
    }
    for range in written {
        taken.take(range);
    }
    // Parts of one size out of one range are found one behind the other.
    let mut cursors: BTreeMap<(Cidr, u8), u32> = BTreeMap::new();
    for (index, size) in open {
        let Some(network) = customer_managed(&mut workspaces[index]) else { continue };
        let whole = *network.cidr;
        let cursor = cursors.entry((whole, size)).or_insert(whole.first());
        if let Some(part) = taken.first_free(whole, *cursor, size) {
            *cursor = part.last();
            take_part(network, part, &mut taken);
        } else {
            *cursor = whole.last();
            no_room_for_vpc(network, size, diags);
            network.cidr = Sourced::placeholder("network.cidr", whole, network.cidr.span());
        }
    }
}

/// `vpc-size` says how a range is divided: a VPC that has its whole range has no use for it.
fn reject_size(network: &CustomerManaged, diags: &mut Diagnostics) {
    let Some(size) = &network.vpc_size else { return };
    if matches!(size.origin(), Origin::Written(_)) {
        let why = "no range is divided here: only `[workspaces]` that inherit one take parts of it";
        reading::does_not_apply(size.key(), size.span(), &network.cidr, why, diags);
    }
}

fn take_part(network: &mut CustomerManaged, part: Cidr, taken: &mut Taken) {
    taken.take(part);
    let span = network.cidr.span();
    network.cidr = match network.cidr.origin() {
        Origin::Placeholder(_) => Sourced::placeholder("network.cidr", part, span),
        _ => Sourced::derived("network.cidr", part, span),
    };
}

/// Written, or sixteen parts of the range, none larger or smaller than a VPC can be.
fn part_size(network: &CustomerManaged) -> u8 {
    let default = (network.cidr.prefix() + 4).clamp(LARGEST_VPC, SMALLEST_VPC);
    network.vpc_size.as_ref().map_or(default, |size| size.get())
}

fn no_room_for_vpc(network: &CustomerManaged, size: u8, diags: &mut Diagnostics) {
    if size < network.cidr.prefix() && network.vpc_size.is_some() {
        return larger_than_whole(network, diags);
    }
    let size = PrefixLength::new(size);
    let message = format!("`{}` has no part of `{size}` left for another VPC", *network.cidr);
    let label = Label::at(&network.cidr, "workspaces that inherit it take a part each");
    let diagnostic = Diagnostic::error("no-room-for-vpc", message, label).help(
        "give this workspace a `network.cidr` of its own, or write a smaller `network.vpc-size`",
    );
    diags.report(diagnostic);
}

/// No part of a range is larger than the whole.
fn larger_than_whole(vpc: &CustomerManaged, diags: &mut Diagnostics) {
    let Some(size) = &vpc.vpc_size else { return };
    let message = format!("`{}` has no part as large as `{}`", *vpc.cidr, **size);
    let label = Label::at(size, "the size of a part");
    let diagnostic = Diagnostic::error("vpc-size-out-of-range", message, label)
        .context(Label::at(&vpc.cidr, "the range that workspaces take parts of"))
        .help("write a larger range, or a smaller size (a larger number)");
    diags.report(diagnostic);
}

/// What a small subnet is for.
#[derive(Clone, Copy)]
enum Use {
    Endpoint,
    Public,
    Transit,
}

impl Use {
    fn pin(self, zone: &ZoneId) -> String {
        match self {
            Self::Endpoint => format!("endpoint {zone}"),
            Self::Public => format!("public {zone}"),
            Self::Transit => format!("transit {zone}"),
        }
    }
}

/// The end of a VPC, which holds the small subnets: endpoints last, NAT gateways before them, and
/// before these the attachments of a transit gateway, if there is one.
///
/// Room is kept for every zone that a region may have, so that another zone moves nothing.
#[derive(Clone, Copy)]
struct Tail {
    vpc: Cidr,
    endpoint_size: u8,
    zones: u64,
    has_transit: bool,
}

impl Tail {
    fn of(network: &CustomerManaged) -> Self {
        let vpc = *network.cidr;
        let zones = if vpc.prefix() <= 20 { 8 } else { 4 };
        let endpoint_size = (vpc.prefix() + 8).clamp(26, 28);
        Self { vpc, endpoint_size, zones, has_transit: network.hub.is_some() }
    }

    fn end(&self) -> u64 {
        u64::from(self.vpc.last()) + 1
    }

    fn start(&self) -> u64 {
        self.first(if self.has_transit { Use::Transit } else { Use::Public })
    }

    fn size(&self, of: Use) -> u8 {
        match of {
            Use::Endpoint => self.endpoint_size,
            Use::Public | Use::Transit => 28,
        }
    }

    fn length(&self, of: Use) -> u64 {
        self.zones << (32 - self.size(of))
    }

    fn first(&self, of: Use) -> u64 {
        match of {
            Use::Endpoint => self.end() - self.length(of),
            Use::Public => self.first(Use::Endpoint) - self.length(of),
            Use::Transit => self.first(Use::Public) - self.length(of),
        }
    }

    /// A subnet for each zone, as far as there is room: where it was, else in the first free place.
    fn subnets(&self, of: Use, zones: &[ZoneId], pins: &BTreeMap<String, Cidr>) -> Vec<Subnet> {
        let (first, end) = (self.first(of), self.first(of) + self.length(of));
        let is_ours = |range: &Cidr| {
            range.prefix() == self.size(of)
                && (first..end).contains(&range.first().into())
                && self.vpc.contains(*range)
        };
        let mut taken = Taken::default();
        let mut known = BTreeMap::new();
        for zone in zones {
            let pinned = pins.get(&of.pin(zone)).copied().filter(is_ours);
            if let Some(range) = pinned.filter(|range| taken.conflict(*range).is_none()) {
                taken.take(range);
                known.insert(zone, range);
            }
        }
        let start = u32::try_from(first).unwrap_or(u32::MAX);
        let mut place = |zone: &ZoneId| {
            known.get(zone).copied().or_else(|| {
                let free = taken.first_free(self.vpc, start, self.size(of)).filter(is_ours)?;
                taken.take(free);
                Some(free)
            })
        };
        let subnet =
            |zone: &ZoneId| place(zone).map(|cidr| Subnet { zone: zone.clone(), cidr, span: None });
        zones.iter().map_while(subnet).collect()
    }
}

/// Whether the plan has room for anything at all in a VPC of this size; a rule says if not.
pub(crate) fn is_vpc_size(prefix: u8) -> bool {
    (LARGEST_VPC..=SMALLEST_VPC).contains(&prefix)
}

/// Free addresses of one VPC, owner and sharers together.
struct Vpc {
    cidr: Cidr,
    size: u8,
    taken: Taken,
}

impl Vpc {
    fn of(network: &CustomerManaged) -> Self {
        let cidr = *network.cidr;
        let size = (cidr.prefix() + 4).min(SMALLEST_WORKSPACE_SUBNET);
        let mut taken = Taken::default();
        let tail = Tail::of(network).start();
        taken.take_run(u32::try_from(tail).unwrap_or(u32::MAX), cidr.last());
        Self { cidr, size, taken }
    }

    fn fits(&self, range: Cidr) -> bool {
        self.cidr.contains(range) && self.taken.conflict(range).is_none()
    }
}

fn plan_subnets(workspaces: &mut [Workspace], pins: &Pins, diags: &mut Diagnostics) {
    let mut vpcs: BTreeMap<String, Vpc> = BTreeMap::new();
    for workspace in workspaces.iter_mut() {
        let key = workspace.key.clone();
        let Some(network) = customer_managed(workspace) else { continue };
        if !is_vpc_size(network.cidr.prefix()) {
            continue;
        }
        plan_tail(network, pins.get(&key), diags);
        vpcs.insert(key, Vpc::of(network));
    }
    for workspace in workspaces.iter_mut() {
        take_pinned(workspace, &mut vpcs, pins);
    }
    for workspace in workspaces.iter_mut() {
        take_written(workspace, &mut vpcs);
    }
    // Owners before sharers: a VPC looks the same whether it is shared or not.
    let is_sharer = |workspace: &&mut Workspace| workspace.network.shared().is_some();
    let (sharers, owners): (Vec<_>, Vec<_>) = workspaces.iter_mut().partition(is_sharer);
    for workspace in owners.into_iter().chain(sharers) {
        take_new(workspace, &mut vpcs, diags);
    }
}

fn plan_tail(
    network: &mut CustomerManaged,
    pins: Option<&BTreeMap<String, Cidr>>,
    diags: &mut Diagnostics,
) {
    let none = BTreeMap::new();
    let (tail, pins) = (Tail::of(network), pins.unwrap_or(&none));
    if network.way_out.nat {
        network.public_subnets = tail.subnets(Use::Public, &network.zones, pins);
    }
    if network.way_out.firewall {
        network.transit_subnets = tail.subnets(Use::Transit, &network.zones, pins);
    }
    network.endpoint_subnets = tail.subnets(Use::Endpoint, &network.zones, pins);
    if network.endpoint_subnets.len() < network.zones.len() {
        let message = format!(
            "the VPC `{}` has no room for endpoints and gateways in {} zones",
            *network.cidr,
            network.zones.len()
        );
        let label = Label::at(&network.cidr, format!("it has room for {} zones", tail.zones));
        let diagnostic = Diagnostic::error("vpc-too-small", message, label)
            .context(Label::at(&network.zones, "the zones"))
            .help("write a larger `network.cidr`, or fewer `network.zones`");
        diags.report(diagnostic);
    }
}

/// The VPC a workspace's clusters live in, by the key of the workspace that owns it.
fn vpc_of<'v>(workspace: &Workspace, vpcs: &'v mut BTreeMap<String, Vpc>) -> Option<&'v mut Vpc> {
    let owner = workspace.network.shared().map_or(&*workspace.key, |shared| shared.owner.as_str());
    vpcs.get_mut(owner)
}

fn subnets_mut(workspace: &mut Workspace) -> Option<(&[ZoneId], &mut Sourced<Vec<Subnet>>)> {
    match &mut workspace.network.kind {
        Kind::CustomerManaged(network) => Some((&network.zones, &mut network.workspace_subnets)),
        Kind::Shared(network) => Some((&network.zones, &mut network.workspace_subnets)),
        _ => None,
    }
}

fn take_pinned(workspace: &mut Workspace, vpcs: &mut BTreeMap<String, Vpc>, pins: &Pins) {
    let Some(vpc) = vpc_of(workspace, vpcs) else { return };
    let pins = pins.get(&workspace.key);
    let Some((zones, subnets)) = subnets_mut(workspace) else { return };
    if subnets.is_written() {
        return;
    }
    let mut known = Vec::new();
    for zone in zones {
        let pinned = pins.and_then(|pins| pins.get(zone.as_str())).copied();
        if let Some(cidr) = pinned.filter(|cidr| cidr.prefix() == vpc.size && vpc.fits(*cidr)) {
            vpc.taken.take(cidr);
            known.push(Subnet { zone: zone.clone(), cidr, span: None });
        }
    }
    *subnets = Sourced::derived("network.workspace-subnets", known, subnets.span());
}

fn take_written(workspace: &mut Workspace, vpcs: &mut BTreeMap<String, Vpc>) {
    let Some(vpc) = vpc_of(workspace, vpcs) else { return };
    if let Some((_, subnets)) = subnets_mut(workspace).filter(|(_, subnets)| subnets.is_written()) {
        for subnet in subnets.iter() {
            vpc.taken.take(subnet.cidr);
        }
    }
}

fn take_new(workspace: &mut Workspace, vpcs: &mut BTreeMap<String, Vpc>, diags: &mut Diagnostics) {
    let Some(vpc) = vpc_of(workspace, vpcs) else { return };
    let cidr = workspace.network.customer_managed().map(|network| network.cidr.clone());
    let Some((zones, subnets)) = subnets_mut(workspace) else { return };
    if subnets.is_written() {
        return;
    }
    let mut planned = Vec::new();
    for zone in zones {
        if let Some(known) = subnets.iter().find(|subnet| subnet.zone == *zone) {
            planned.push(known.clone());
            continue;
        }
        let Some(range) = vpc.taken.first_free(vpc.cidr, vpc.cidr.first(), vpc.size) else {
            no_room_for_subnet(vpc, subnets, cidr.as_ref(), diags);
            break;
        };
        vpc.taken.take(range);
        planned.push(Subnet { zone: zone.clone(), cidr: range, span: None });
    }
    *subnets = Sourced::derived("network.workspace-subnets", planned, subnets.span());
}

fn no_room_for_subnet(
    vpc: &Vpc,
    subnets: &Sourced<Vec<Subnet>>,
    cidr: Option<&Sourced<Cidr>>,
    diags: &mut Diagnostics,
) {
    let message =
        format!("the VPC `{}` has no room for another subnet of `/{}`", vpc.cidr, vpc.size);
    let label = match cidr {
        Some(cidr) => Label::at(cidr, "the VPC's range"),
        None => Label::new(subnets.span(), "these subnets do not fit beside the others"),
    };
    let diagnostic = Diagnostic::error("vpc-too-small", message, label)
        .help("write a larger `network.cidr`, fewer `network.zones`, or smaller `network.workspace-subnets`");
    diags.report(diagnostic);
}
