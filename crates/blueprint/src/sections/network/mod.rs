//! `[network]`: whose VPC the clusters run in, and what it looks like.

mod customer_managed;
pub mod firewall;
mod ip_access_list;
pub mod private_endpoint;
pub mod private_link;
pub mod serverless;
mod zones;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Label};
use crate::layer::{Section, layer_fields};
use crate::reading::{Reading, WrittenKey};
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};
use crate::values::{
    Cidr, ComputePlane, IpAddress, Name, PrefixLength, Region, SecurityGroupId, Subnet, SubnetId,
    VpcId, ZoneId, Zones,
};
pub use customer_managed::{CustomerManaged, OwnersVpc, Shared};
pub(crate) use customer_managed::{Ranges, SharedDraft, SubnetsDraft, VpcDraft};
pub use firewall::Firewall;
pub use private_endpoint::PrivateEndpoint;
pub use private_link::{BackEnd, FrontEnd, PrivateLink, TransitVpc};
use private_link::{Home, PrivateLinkDraft};
pub use serverless::Serverless;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Network")]
pub struct Written {
    /// Whose VPC. `databricks-managed`: Databricks creates one in your AWS account; this can never
    /// be changed. `customer-managed`: we create one that is yours. `existing`: one that you have.
    pub mode: Option<Entry<Mode>>,
    /// Customer-managed: range of the VPC, `/16` to `/24`. Several workspaces that inherit one range
    /// get a part of it each.
    pub cidr: Option<Entry<Cidr>>,
    /// Customer-managed: size of the part that each workspace gets of a range it inherits.
    pub vpc_size: Option<Entry<PrefixLength>>,
    /// Customer-managed: number of availability zones, or their ids. Each holds a subnet for
    /// clusters.
    pub zones: Option<Entry<Zones>>,
    /// Customer-managed: how clusters reach the internet. `nat-per-zone`: losing a zone takes no
    /// other zone's egress with it. `single-nat`: cheaper; one zone carries all egress. `firewall`:
    /// through a hub with AWS Network Firewall, to allowed domains only. `none`: not at all; AWS
    /// services and the control plane are reached through endpoints.
    pub egress: Option<Entry<Egress>>,
    /// Customer-managed: the hub of `egress = "firewall"`.
    pub firewall: Option<Section<firewall::Written>>,
    /// Customer-managed: what the endpoints of S3, STS and Kinesis let through. `restricted`: only what
    /// this workspace needs, which other software in the VPC may miss.
    pub endpoint_policy: Option<Entry<EndpointPolicy>>,
    /// Customer-managed: DNS servers of your own, which the VPC asks in place of AWS'.
    pub dns_servers: Option<Entry<Vec<Entry<IpAddress>>>>,
    /// Customer-managed: ranges of the clusters' subnets, one for each zone. Left out, they are
    /// planned: sixteen parts of the VPC, `/26` at the least. Each node takes two addresses.
    pub workspace_subnets: Option<Entry<Vec<Entry<Cidr>>>>,
    /// Customer-managed: the workspace whose VPC this one lives in, with subnets and a security
    /// group of its own.
    pub share: Option<Entry<Name>>,
    /// Existing: id of the VPC.
    pub vpc_id: Option<Entry<VpcId>>,
    /// Existing: ids of the clusters' subnets, two or more, each in another zone.
    pub subnet_ids: Option<Entry<Vec<Entry<SubnetId>>>>,
    /// Existing: ids of the clusters' security groups, one to five.
    pub security_group_ids: Option<Entry<Vec<Entry<SecurityGroupId>>>>,
    /// Clusters open the connection to the control plane and have no public address. It is always so:
    /// `false` is refused.
    pub secure_cluster_connectivity: Option<Entry<bool>>,
    /// What goes over AWS `PrivateLink` in place of the internet.
    pub private_link: Option<Section<private_link::Written>>,
    /// Ranges of public IPv4 addresses from which the workspace is reached over the internet, whoever
    /// applies among them. The NAT gateways of our VPCs come onto the list by themselves. Left out, the
    /// workspace is reached from anywhere.
    pub ip_access_list: Option<Entry<Vec<Entry<Cidr>>>>,
    /// How serverless compute reaches what is yours.
    pub serverless: Option<Section<serverless::Written>>,
}
layer_fields!(Written {
    mode,
    cidr,
    vpc_size,
    zones,
    egress,
    firewall,
    endpoint_policy,
    dns_servers,
    workspace_subnets,
    share,
    vpc_id,
    subnet_ids,
    security_group_ids,
    secure_cluster_connectivity,
    private_link,
    ip_access_list,
    serverless,
});

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Mode {
    DatabricksManaged,
    CustomerManaged,
    Existing,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Egress {
    NatPerZone,
    SingleNat,
    Firewall,
    None,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum EndpointPolicy {
    FullAccess,
    Restricted,
}

/// The network as the section says it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) mode: Option<Sourced<Mode>>,
    pub(crate) private_link: Option<PrivateLinkDraft>,
    pub(crate) ip_access_list: Option<Sourced<Vec<Entry<Cidr>>>>,
    pub(crate) serverless: Option<Serverless>,
    pub(crate) kind: KindDraft,
}

#[expect(clippy::large_enum_variant, reason = "one for each workspace")]
#[derive(Clone, Debug)]
pub(crate) enum KindDraft {
    ServerlessOnly,
    DatabricksManaged,
    CustomerManaged(VpcDraft),
    Shared(SharedDraft),
    Existing(Existing),
}

/// What other workspaces and the address plan decide of a network.
pub(crate) struct Decided {
    /// The VPC that it shares.
    pub(crate) owner: Option<OwnersVpc>,
    /// Of its clusters, if they share a VPC.
    pub(crate) shared_zones: Option<Sourced<Vec<ZoneId>>>,
    /// Of its transit VPC: those that have service-direct.
    pub(crate) direct_zones: Vec<ZoneId>,
    pub(crate) ranges: Ranges,
}

/// The network of one workspace.
#[derive(Clone, Debug)]
pub struct Network {
    /// None for a serverless workspace, which has no network of yours.
    pub mode: Option<Sourced<Mode>>,
    pub private_link: Option<PrivateLink>,
    /// None: from anywhere. What comes over `PrivateLink` is never held against it.
    pub ip_access_list: Option<Sourced<Vec<Entry<Cidr>>>>,
    pub serverless: Option<Serverless>,
    pub kind: Kind,
}

#[expect(clippy::large_enum_variant, reason = "one for each workspace")]
#[derive(Clone, Debug)]
pub enum Kind {
    /// Of a serverless workspace.
    ServerlessOnly,
    DatabricksManaged,
    CustomerManaged(CustomerManaged),
    Shared(Shared),
    Existing(Existing),
}

/// A VPC that is yours; nothing in it is created, changed or tagged.
#[derive(Clone, Debug)]
pub struct Existing {
    pub vpc_id: Sourced<VpcId>,
    pub subnet_ids: Sourced<Vec<Entry<SubnetId>>>,
    pub security_group_ids: Sourced<Vec<Entry<SecurityGroupId>>>,
}

impl Network {
    pub fn customer_managed(&self) -> Option<&CustomerManaged> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(network),
            _ => None,
        }
    }

    pub fn shared(&self) -> Option<&Shared> {
        match &self.kind {
            Kind::Shared(network) => Some(network),
            _ => None,
        }
    }

    /// How clusters reach the control plane over `PrivateLink`, if they do.
    pub fn back_end(&self) -> Option<&Sourced<BackEnd>> {
        self.private_link.as_ref()?.back_end.as_ref()
    }

    /// How people do.
    pub fn front_end(&self) -> Option<&FrontEnd> {
        self.private_link.as_ref()?.front_end.as_ref()
    }

    /// The transit VPC that we create for them.
    pub fn transit_vpc(&self) -> Option<&TransitVpc> {
        match self.front_end()? {
            FrontEnd::Create(transit) => Some(transit),
            FrontEnd::Existing(_) => None,
        }
    }

    /// Whether the clusters run in a VPC that is not Databricks'.
    pub fn has_own_vpc(&self) -> bool {
        self.mode.as_ref().is_some_and(|mode| **mode != Mode::DatabricksManaged)
    }

    /// How clusters reach the internet from a VPC that we create, theirs or their owner's.
    pub fn egress(&self) -> Option<Egress> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(*network.egress),
            Kind::Shared(shared) => shared.vpc.as_ref().map(|vpc| vpc.egress),
            _ => None,
        }
    }

    /// What the endpoints of AWS services let through in that VPC.
    pub fn endpoint_policy(&self) -> Option<EndpointPolicy> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(*network.endpoint_policy),
            Kind::Shared(shared) => shared.vpc.as_ref().map(|vpc| vpc.endpoint_policy),
            _ => None,
        }
    }

    /// DNS servers that the VPC asks in place of AWS'.
    pub fn dns_servers(&self) -> &[Entry<IpAddress>] {
        let servers = match &self.kind {
            Kind::CustomerManaged(network) => network.dns_servers.as_ref(),
            Kind::Shared(shared) => shared.vpc.as_ref().and_then(|vpc| vpc.dns_servers.as_ref()),
            _ => None,
        };
        servers.map_or(&[], |servers| servers)
    }

    /// Whether services that move much data have an endpoint in the transit VPC.
    pub fn has_service_direct(&self) -> bool {
        self.private_link.as_ref().is_some_and(|link| *link.service_direct)
    }

    /// Of serverless compute, by their names.
    pub fn private_endpoints(&self) -> impl Iterator<Item = (&Name, &PrivateEndpoint)> {
        let endpoints = self.serverless.iter().flat_map(|it| &it.private_endpoints);
        endpoints.map(|(name, entry)| (name, &entry.value))
    }

    /// Whether clusters have no way to the internet: their VPC is ours, or shared, and has no egress.
    pub fn is_isolated(&self) -> bool {
        self.egress() == Some(Egress::None)
    }

    /// Whether the workspace is reached through endpoints only.
    pub fn is_private(&self) -> bool {
        self.private_link.as_ref().is_some_and(|link| !*link.public_access)
    }

    pub fn existing(&self) -> Option<&Existing> {
        match &self.kind {
            Kind::Existing(network) => Some(network),
            _ => None,
        }
    }

    /// The subnets of the clusters, where we create them.
    pub fn workspace_subnets(&self) -> Option<&Sourced<Vec<Subnet>>> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(&network.workspace_subnets),
            Kind::Shared(network) => Some(&network.workspace_subnets),
            _ => None,
        }
    }

    /// The zones of those subnets.
    pub fn zones(&self) -> Option<&Sourced<Vec<ZoneId>>> {
        match &self.kind {
            Kind::CustomerManaged(network) => Some(&network.zones),
            Kind::Shared(network) => Some(&network.zones),
            _ => None,
        }
    }
}

/// What a network depends on besides its own keys.
pub(crate) struct Surroundings<'a> {
    pub(crate) region: &'a Sourced<Region>,
    pub(crate) compute_plane: &'a Sourced<ComputePlane>,
}

impl Draft {
    pub(crate) fn vpc(&self) -> Option<&VpcDraft> {
        match &self.kind {
            KindDraft::CustomerManaged(vpc) => Some(vpc),
            _ => None,
        }
    }

    pub(crate) fn shared(&self) -> Option<&SharedDraft> {
        match &self.kind {
            KindDraft::Shared(shared) => Some(shared),
            _ => None,
        }
    }

    pub(crate) fn settle(self, decided: Decided) -> Network {
        let Self { mode, private_link, ip_access_list, serverless, kind } = self;
        let Decided { owner, shared_zones, direct_zones, mut ranges } = decided;
        let front_end = std::mem::take(&mut ranges.front_end);
        Network {
            mode,
            private_link: private_link.map(|link| link.settle(front_end, direct_zones)),
            ip_access_list,
            serverless,
            kind: match kind {
                KindDraft::ServerlessOnly => Kind::ServerlessOnly,
                KindDraft::DatabricksManaged => Kind::DatabricksManaged,
                KindDraft::CustomerManaged(vpc) => Kind::CustomerManaged(vpc.settle(ranges)),
                KindDraft::Shared(shared) => {
                    let zones = shared_zones.unwrap_or_else(|| shared.zones.clone());
                    Kind::Shared(shared.settle(owner, zones, ranges.workspace))
                }
                KindDraft::Existing(existing) => Kind::Existing(existing),
            },
        }
    }
}

pub(crate) fn resolve(
    written: Written,
    section: Span,
    around: &Surroundings,
    reading: &mut Reading,
) -> Draft {
    if let Some(connectivity) = &written.secure_cluster_connectivity {
        refuse_insecure(connectivity, reading);
    }
    let mut written = written;
    let serverless = reading.table("network.serverless", written.serverless.take(), section);
    let serverless = serverless.map(|table| serverless::resolve(table, reading));
    let ip_access_list = written.ip_access_list.take();
    let (mode, kind, private_link) = match **around.compute_plane {
        ComputePlane::Classic => resolve_classic(written, section, around.region, reading),
        ComputePlane::Serverless => {
            reject_classic(&written, around.compute_plane, reading);
            (None, KindDraft::ServerlessOnly, None)
        }
    };
    let ip_access_list =
        ip_access_list::resolve(ip_access_list, private_link.as_ref(), section, reading);
    Draft { mode, private_link, ip_access_list, serverless, kind }
}

fn refuse_insecure(connectivity: &Entry<bool>, reading: &mut Reading) {
    if connectivity.value {
        return;
    }
    let message = "secure cluster connectivity cannot be switched off";
    let label = Label::new(connectivity.span, "Databricks has it on for every new workspace");
    let diagnostic = Diagnostic::error("secure-cluster-connectivity-off", message, label);
    reading.diags.report(diagnostic.help("remove the key"));
}

fn resolve_classic(
    mut written: Written,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> (Option<Sourced<Mode>>, KindDraft, Option<PrivateLinkDraft>) {
    let mode = reading.required(
        "network.mode",
        written.mode.clone(),
        section,
        "mode = \"customer-managed\"",
        || Mode::DatabricksManaged,
    );
    reject_inapplicable(&written, &mode, reading);
    let share = match written.share.clone() {
        Some(owner) => Some(Sourced::written("network.share", owner)),
        // Whoever shares has no VPC of its own, even if we can't read whose it shares.
        None if reading.unreadable.contains("network.share") => {
            let unknown = Name::parse("unknown").expect("letters");
            Some(Sourced::placeholder("network.share", unknown, section))
        }
        None => None,
    };
    let is_elsewhere = |section: &Section<private_link::Written>| {
        // A workspace that decides for Databricks' VPC does not inherit what needs one of yours.
        *mode == Mode::DatabricksManaged
            && section.inherited
            && matches!(mode.origin(), Origin::Written(_))
    };
    let home = if share.is_some() { Home::SharedVpc } else { Home::OwnVpc };
    let private_link = written.private_link.take().filter(|section| !is_elsewhere(section));
    let private_link = reading
        .table("network.private-link", private_link, section)
        .map(|table| private_link::resolve(table, home, reading));
    let kind = match (*mode, share) {
        (Mode::DatabricksManaged, _) => KindDraft::DatabricksManaged,
        (Mode::CustomerManaged, None) => {
            KindDraft::CustomerManaged(customer_managed::resolve(written, section, region, reading))
        }
        (Mode::CustomerManaged, Some(owner)) => KindDraft::Shared(
            customer_managed::resolve_shared(owner, written, section, region, reading),
        ),
        (Mode::Existing, _) => KindDraft::Existing(resolve_existing(written, section, reading)),
    };
    (Some(mode), kind, private_link)
}

fn reject_inapplicable(written: &Written, mode: &Sourced<Mode>, reading: &mut Reading) {
    let vpc = vpc_keys(written);
    let subnets = subnet_keys(written);
    let ids = id_keys(written);
    match **mode {
        Mode::DatabricksManaged => {
            let keys = vpc.into_iter().chain(subnets).chain(ids);
            reading.inapplicable(keys, mode, "the VPC is Databricks'");
        }
        Mode::CustomerManaged => {
            reading.inapplicable(ids, mode, "the VPC is created, it has no id yet");
            if let Some(share) = written.share.clone() {
                let share = Sourced::written("network.share", share);
                reading.inapplicable(vpc, &share, "the VPC is another workspace's");
            }
        }
        Mode::Existing => {
            let keys = vpc.into_iter().chain(subnets);
            reading.inapplicable(keys, mode, "the VPC and its subnets are there already");
        }
    }
}

/// A serverless workspace has nothing of yours that could be in a network.
fn reject_classic(written: &Written, plane: &Sourced<ComputePlane>, reading: &mut Reading) {
    let private_link = WrittenKey::of_table("network.private-link", written.private_link.as_ref());
    let keys = [WrittenKey::of("network.mode", written.mode.as_ref()), private_link];
    let keys = keys.into_iter().chain(vpc_keys(written)).chain(subnet_keys(written));
    reading.inapplicable(
        keys.chain(id_keys(written)),
        plane,
        "serverless compute runs in Databricks' account",
    );
}

fn vpc_keys(written: &Written) -> [Option<WrittenKey>; 6] {
    let Written { cidr, vpc_size, egress, firewall, endpoint_policy, dns_servers, .. } = written;
    [
        WrittenKey::of("network.cidr", cidr.as_ref()),
        WrittenKey::of("network.vpc-size", vpc_size.as_ref()),
        WrittenKey::of("network.egress", egress.as_ref()),
        WrittenKey::of_table("network.firewall", firewall.as_ref()),
        WrittenKey::of("network.endpoint-policy", endpoint_policy.as_ref()),
        WrittenKey::of("network.dns-servers", dns_servers.as_ref()),
    ]
}

fn subnet_keys(written: &Written) -> [Option<WrittenKey>; 3] {
    let Written { zones, workspace_subnets, share, .. } = written;
    [
        WrittenKey::of("network.zones", zones.as_ref()),
        WrittenKey::of("network.workspace-subnets", workspace_subnets.as_ref()),
        WrittenKey::of("network.share", share.as_ref()),
    ]
}

fn id_keys(written: &Written) -> [Option<WrittenKey>; 3] {
    let Written { vpc_id, subnet_ids, security_group_ids, .. } = written;
    [
        WrittenKey::of("network.vpc-id", vpc_id.as_ref()),
        WrittenKey::of("network.subnet-ids", subnet_ids.as_ref()),
        WrittenKey::of("network.security-group-ids", security_group_ids.as_ref()),
    ]
}

fn resolve_existing(written: Written, section: Span, reading: &mut Reading) -> Existing {
    let Written { vpc_id, subnet_ids, security_group_ids, .. } = written;
    Existing {
        vpc_id: reading.required(
            "network.vpc-id",
            vpc_id,
            section,
            "vpc-id = \"vpc-0123456789abcdef0\"",
            || VpcId::parse("vpc-00000000000000000").expect("an id"),
        ),
        subnet_ids: reading.required(
            "network.subnet-ids",
            subnet_ids,
            section,
            "subnet-ids = [\"subnet-…\", \"subnet-…\"]",
            Vec::new,
        ),
        security_group_ids: reading.required(
            "network.security-group-ids",
            security_group_ids,
            section,
            "security-group-ids = [\"sg-…\"]",
            Vec::new,
        ),
    }
}
