//! A VPC that we create, and the part of one that a workspace has in another's.

use serde::Serialize;

use super::firewall::{self, Firewall};
use super::{Egress, EndpointPolicy, Written, zones};
use crate::diagnostic::{Diagnostic, Label};
use crate::layer::Section;
use crate::reading::{Reading, WrittenKey};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{Cidr, IpAddress, Name, PrefixLength, Region, Subnet, ZoneId};

/// A VPC that we create.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerManaged {
    /// This VPC's range; of a range shared by several workspaces, this one's part.
    pub cidr: Sourced<Cidr>,
    #[serde(skip)]
    pub vpc_size: Option<Sourced<PrefixLength>>,
    #[serde(skip)]
    pub zones: Sourced<Vec<ZoneId>>,
    pub egress: Sourced<Egress>,
    #[serde(flatten)]
    pub way_out: WayOut,
    pub endpoint_policy: Sourced<EndpointPolicy>,
    pub dns_servers: Option<Sourced<Vec<Entry<IpAddress>>>>,
    /// The hub, where egress goes through one.
    pub hub: Option<Firewall>,
    pub workspace_subnets: Sourced<Vec<Subnet>>,
    pub endpoint_subnets: Vec<Subnet>,
    /// Of NAT gateways, where there are any.
    pub public_subnets: Vec<Subnet>,
    /// Where the hub's transit gateway is attached, if there is a hub.
    pub transit_subnets: Vec<Subnet>,
}

/// Another workspace's VPC, with subnets and a security group of this one's own.
#[derive(Clone, Debug, Serialize)]
pub struct Shared {
    /// Key of the workspace whose VPC it is.
    pub owner: Sourced<Name>,
    /// That workspace's full name, which its VPC carries as `Name` tag.
    pub owner_name: String,
    #[serde(flatten)]
    pub way_out: WayOut,
    /// The owner's VPC asks DNS servers of its own.
    pub dns_servers: Option<Sourced<Vec<Entry<IpAddress>>>>,
    #[serde(skip)]
    pub zones: Sourced<Vec<ZoneId>>,
    pub workspace_subnets: Sourced<Vec<Subnet>>,
}

/// What the egress of a VPC means for what is in it.
#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct WayOut {
    /// Through NAT gateways of the VPC.
    pub nat: bool,
    pub single_nat: bool,
    pub firewall: bool,
    pub isolated: bool,
    /// The endpoints of AWS services let through only what the workspace needs.
    pub restricted_endpoints: bool,
}

impl WayOut {
    fn of(egress: Egress, policy: EndpointPolicy) -> Self {
        Self {
            nat: matches!(egress, Egress::NatPerZone | Egress::SingleNat),
            single_nat: egress == Egress::SingleNat,
            firewall: egress == Egress::Firewall,
            isolated: egress == Egress::None,
            restricted_endpoints: policy == EndpointPolicy::Restricted,
        }
    }
}

/// In the 2026 edition a VPC has this range if the blueprint gives it none.
const DEFAULT_CIDR: &str = "10.0.0.0/16";

pub(super) fn resolve(
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> CustomerManaged {
    let zones = zones::resolve(written.zones, section, region, reading);
    let egress = reading.or("network.egress", written.egress, section, || Egress::NatPerZone);
    let (policy_key, dns_key) = ("network.endpoint-policy", "network.dns-servers");
    let endpoint_policy =
        reading.or(policy_key, written.endpoint_policy, section, || EndpointPolicy::FullAccess);
    let default = || Cidr::parse(DEFAULT_CIDR).expect("a range");
    CustomerManaged {
        cidr: reading.or("network.cidr", written.cidr, section, default),
        vpc_size: Reading::optional("network.vpc-size", written.vpc_size),
        way_out: WayOut::of(*egress, *endpoint_policy),
        hub: resolve_hub(written.firewall, &egress, section, reading),
        egress,
        endpoint_policy,
        dns_servers: reading.optional_or(dns_key, written.dns_servers, section, Vec::new),
        workspace_subnets: resolve_subnets(written.workspace_subnets, &zones, section, reading),
        zones,
        endpoint_subnets: Vec::new(),
        public_subnets: Vec::new(),
        transit_subnets: Vec::new(),
    }
}

fn resolve_hub(
    written: Option<Section<firewall::Written>>,
    egress: &Sourced<Egress>,
    section: Span,
    reading: &mut Reading,
) -> Option<Firewall> {
    if **egress == Egress::Firewall {
        let (header, keys) =
            written.map_or_else(|| (section, <_>::default()), |s| (s.header, s.keys));
        return Some(firewall::resolve(keys, header, reading));
    }
    let key = WrittenKey::of_table("network.firewall", written.as_ref());
    reading.inapplicable([key], egress, "there is no hub");
    None
}

pub(super) fn resolve_shared(
    owner: Sourced<Name>,
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> Shared {
    let zones = zones::resolve(written.zones, section, region, reading);
    Shared {
        owner,
        owner_name: String::new(),
        way_out: WayOut::default(),
        dns_servers: None,
        workspace_subnets: resolve_subnets(written.workspace_subnets, &zones, section, reading),
        zones,
    }
}

/// Written subnets meet their zones in order; missing ones are planned later.
fn resolve_subnets(
    written: Option<Entry<Vec<Entry<Cidr>>>>,
    zones: &Sourced<Vec<ZoneId>>,
    section: Span,
    reading: &mut Reading,
) -> Sourced<Vec<Subnet>> {
    let subnets = reading.or("network.workspace-subnets", written, section, Vec::new);
    if subnets.is_written() && subnets.len() != zones.len() {
        let message = format!("{} subnets for {} availability zones", subnets.len(), zones.len());
        let diagnostic = Diagnostic::error(
            "subnet-count-differs-from-zones",
            message,
            Label::at(&subnets, "one subnet for each zone"),
        )
        .context(Label::at(zones, format!("{} zones", zones.len())));
        reading.diags.report(diagnostic);
    }
    let zone_ids = zones.iter().cloned();
    subnets.map(|cidrs| {
        cidrs
            .into_iter()
            .zip(zone_ids)
            .map(|(cidr, zone)| Subnet { zone, cidr: cidr.value, span: Some(cidr.span) })
            .collect()
    })
}

/// A sharer's zones default to its owner's, so that it finds a route in each.
pub(crate) fn follow_owner(shared: &mut Shared, owner: &CustomerManaged, owner_name: &Name) {
    owner_name.as_str().clone_into(&mut shared.owner_name);
    shared.way_out = owner.way_out;
    shared.dns_servers.clone_from(&owner.dns_servers);
    if !shared.zones.is_written() && !shared.workspace_subnets.is_written() {
        let zones = owner.zones.iter().cloned().collect();
        shared.zones = Sourced::derived("network.zones", zones, shared.owner.span());
    }
}
