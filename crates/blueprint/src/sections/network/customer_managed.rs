//! A VPC that we create, and the part of one that a workspace has in another's.

use super::firewall::{self, Firewall, FirewallDraft, HubSubnets};
use super::written::{Egress, EndpointPolicy, Written};
use super::zones;
use crate::diagnostic::{Diagnostic, Label};
use crate::layer::Section;
use crate::reading::{Reading, WrittenKey};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{Cidr, IpAddress, Name, PrefixLength, Region, Subnet, ZoneId};

/// A VPC as the section says it: its range, or its part of one, and its subnets are planned for all
/// workspaces together.
#[derive(Clone, Debug)]
pub(crate) struct VpcDraft {
    /// The VPC's, or one of which each workspace that inherits it takes a part.
    pub(crate) range: Sourced<Cidr>,
    pub(crate) vpc_size: Option<Sourced<PrefixLength>>,
    pub(crate) zones: Sourced<Vec<ZoneId>>,
    pub(crate) egress: Sourced<Egress>,
    pub(crate) endpoint_policy: Sourced<EndpointPolicy>,
    pub(crate) dns_servers: Option<Sourced<Vec<Entry<IpAddress>>>>,
    pub(crate) hub: Option<FirewallDraft>,
    pub(crate) subnets: SubnetsDraft,
}

/// A workspace's part in another's VPC as the section says it.
#[derive(Clone, Debug)]
pub(crate) struct SharedDraft {
    pub(crate) owner: Sourced<Name>,
    pub(crate) zones: Sourced<Vec<ZoneId>>,
    pub(crate) subnets: SubnetsDraft,
}

/// The subnets of a workspace's clusters.
#[derive(Clone, Debug)]
pub(crate) enum SubnetsDraft {
    Written(Sourced<Vec<Subnet>>),
    /// `from`: what left them out.
    Planned {
        from: Span,
    },
}

/// What the address plan gives a workspace.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranges {
    /// Of its VPC.
    pub(crate) vpc: Option<Sourced<Cidr>>,
    /// Of its clusters, unless they are written.
    pub(crate) workspace: Vec<Subnet>,
    pub(crate) endpoint: Vec<Subnet>,
    pub(crate) public: Vec<Subnet>,
    pub(crate) transit: Vec<Subnet>,
    pub(crate) hub: HubSubnets,
    pub(crate) front_end: Vec<Subnet>,
}

/// A VPC that we create.
#[derive(Clone, Debug)]
pub struct CustomerManaged {
    /// This VPC's range; of a range shared by several workspaces, this one's part.
    pub cidr: Sourced<Cidr>,
    pub vpc_size: Option<Sourced<PrefixLength>>,
    pub zones: Sourced<Vec<ZoneId>>,
    pub egress: Sourced<Egress>,
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
#[derive(Clone, Debug)]
pub struct Shared {
    /// Key of the workspace whose VPC it is.
    pub owner: Sourced<Name>,
    /// None if no such workspace has a VPC to share, which a rule refuses.
    pub vpc: Option<OwnersVpc>,
    pub zones: Sourced<Vec<ZoneId>>,
    pub workspace_subnets: Sourced<Vec<Subnet>>,
}

/// What a workspace needs to know of the VPC that it shares.
#[derive(Clone, Debug)]
pub struct OwnersVpc {
    /// Its owner's full name, which the VPC carries as `Name` tag.
    pub owner_name: Name,
    pub egress: Egress,
    pub endpoint_policy: EndpointPolicy,
    pub dns_servers: Option<Sourced<Vec<Entry<IpAddress>>>>,
}

/// In the 2026 edition a VPC has this range if the blueprint gives it none.
const DEFAULT_CIDR: &str = "10.0.0.0/16";
const SUBNETS: &str = Written::workspace_subnets;

pub(super) fn resolve(
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> VpcDraft {
    let zones = zones::resolve(written.zones, section, region, reading);
    let egress = reading.or(Written::egress, written.egress, section, || Egress::NatPerZone);
    let (policy_key, dns_key) = (Written::endpoint_policy, Written::dns_servers);
    let endpoint_policy =
        reading.or(policy_key, written.endpoint_policy, section, || EndpointPolicy::FullAccess);
    let default = || Cidr::parse(DEFAULT_CIDR).expect("a range");
    VpcDraft {
        range: reading.or(Written::cidr, written.cidr, section, default),
        vpc_size: Reading::optional(Written::vpc_size, written.vpc_size),
        hub: resolve_hub(written.firewall, &egress, section, reading),
        egress,
        endpoint_policy,
        dns_servers: reading.optional_or(dns_key, written.dns_servers, section, Vec::new),
        subnets: resolve_subnets(written.workspace_subnets, &zones, section, reading),
        zones,
    }
}

fn resolve_hub(
    written: Option<Section<firewall::Written>>,
    egress: &Sourced<Egress>,
    section: Span,
    reading: &mut Reading,
) -> Option<FirewallDraft> {
    if **egress == Egress::Firewall {
        let (header, keys) =
            written.map_or_else(|| (section, <_>::default()), |s| (s.header, s.keys));
        return Some(firewall::resolve(keys, header, reading));
    }
    let key = WrittenKey::of_table(Written::firewall, written.as_ref());
    reading.inapplicable([key], egress, "there is no hub");
    None
}

pub(super) fn resolve_shared(
    owner: Sourced<Name>,
    written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> SharedDraft {
    let zones = zones::resolve(written.zones, section, region, reading);
    let subnets = resolve_subnets(written.workspace_subnets, &zones, section, reading);
    SharedDraft { owner, zones, subnets }
}

/// Written subnets meet their zones in order.
fn resolve_subnets(
    written: Option<Entry<Vec<Entry<Cidr>>>>,
    zones: &Sourced<Vec<ZoneId>>,
    section: Span,
    reading: &mut Reading,
) -> SubnetsDraft {
    let subnets = reading.or(SUBNETS, written, section, Vec::new);
    if !subnets.is_written() {
        return SubnetsDraft::Planned { from: subnets.span() };
    }
    if subnets.len() != zones.len() {
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
    SubnetsDraft::Written(subnets.map(|cidrs| {
        cidrs
            .into_iter()
            .zip(zone_ids)
            .map(|(cidr, zone)| Subnet { zone, cidr: cidr.value, span: Some(cidr.span) })
            .collect()
    }))
}

impl SubnetsDraft {
    fn settle(self, planned: Vec<Subnet>) -> Sourced<Vec<Subnet>> {
        match self {
            Self::Written(subnets) => subnets,
            Self::Planned { from } => Sourced::derived(SUBNETS, planned, from),
        }
    }
}

impl VpcDraft {
    pub(super) fn settle(self, ranges: Ranges) -> CustomerManaged {
        let Self { range, vpc_size, zones, egress, endpoint_policy, dns_servers, hub, subnets } =
            self;
        CustomerManaged {
            cidr: ranges.vpc.unwrap_or(range),
            vpc_size,
            zones,
            egress,
            endpoint_policy,
            dns_servers,
            hub: hub.map(|hub| hub.settle(ranges.hub)),
            workspace_subnets: subnets.settle(ranges.workspace),
            endpoint_subnets: ranges.endpoint,
            public_subnets: ranges.public,
            transit_subnets: ranges.transit,
        }
    }

    /// What those who share the VPC need to know of it.
    pub(crate) fn for_sharers(&self, owner_name: &Name) -> OwnersVpc {
        OwnersVpc {
            owner_name: owner_name.clone(),
            egress: *self.egress,
            endpoint_policy: *self.endpoint_policy,
            dns_servers: self.dns_servers.clone(),
        }
    }
}

impl CustomerManaged {
    /// Where NAT gateways stand.
    pub fn nat_subnets(&self) -> &[Subnet] {
        match *self.egress {
            Egress::SingleNat => &self.public_subnets[..self.public_subnets.len().min(1)],
            _ => &self.public_subnets,
        }
    }
}

impl SharedDraft {
    /// A sharer's zones default to its owner's, so that it finds a route in each.
    pub(crate) fn zones(&self, owner: Option<&VpcDraft>) -> Sourced<Vec<ZoneId>> {
        match (owner, &self.subnets) {
            (Some(owner), SubnetsDraft::Planned { .. }) if !self.zones.is_written() => {
                Sourced::derived(Written::zones, owner.zones.to_vec(), self.owner.span())
            }
            _ => self.zones.clone(),
        }
    }

    pub(super) fn settle(
        self,
        vpc: Option<OwnersVpc>,
        zones: Sourced<Vec<ZoneId>>,
        planned: Vec<Subnet>,
    ) -> Shared {
        let Self { owner, zones: _, subnets } = self;
        Shared { owner, vpc, zones, workspace_subnets: subnets.settle(planned) }
    }
}
