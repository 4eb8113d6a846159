//! `[network]`: whose VPC the clusters run in, and what it looks like.

mod customer_managed;
mod draft;
pub mod firewall;
mod inapplicable;
mod ip_access_list;
pub mod private_endpoint;
pub mod private_link;
pub mod serverless;
mod written;
mod zones;

use crate::addresses::Pin;
use crate::diagnostic::{Diagnostic, Label};
use crate::layer::Section;
use crate::reading::Reading;
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};
use crate::values::{
    Cidr, ComputePlane, IpAddress, Name, Region, SecurityGroupId, Subnet, SubnetId, VpcId, ZoneId,
};
pub use customer_managed::{CustomerManaged, OwnersVpc, Shared};
pub(crate) use customer_managed::{Ranges, SharedDraft, SubnetsDraft, VpcDraft};
pub(crate) use draft::{Decided, Draft, KindDraft};
pub use firewall::Firewall;
use inapplicable::{reject_classic, reject_inapplicable};
pub use private_endpoint::PrivateEndpoint;
pub use private_link::{BackEnd, FrontEnd, PrivateLink, TransitVpc};
use private_link::{Home, PrivateLinkDraft};
pub use serverless::Serverless;
pub use written::{Egress, EndpointPolicy, Mode, Written};

/// The network of one workspace.
#[derive(Clone, Debug)]
pub struct Network {
    /// None for a serverless workspace, which has no network of yours.
    pub mode: Option<Sourced<Mode>>,
    pub private_link: Option<PrivateLink>,
    /// None: from anywhere. What comes over `PrivateLink` is never held against it.
    pub ip_access_list: Option<Sourced<Vec<Entry<Cidr>>>>,
    pub serverless: Option<Serverless>,
    /// What an earlier run planned: the VPC, or the clusters' subnets in the VPC of another workspace. It may stand.
    pub planned_before: Vec<Pin>,
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
    let serverless = reading.table(Written::serverless, written.serverless.take(), section);
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
        Written::mode,
        written.mode.clone(),
        section,
        "mode = \"customer-managed\"",
        || Mode::DatabricksManaged,
    );
    reject_inapplicable(&written, &mode, reading);
    let share = match written.share.clone() {
        Some(owner) => Some(Sourced::written(Written::share, owner)),
        // Whoever shares has no VPC of its own, even if we can't read whose it shares.
        None if reading.unreadable.contains(Written::share) => {
            let unknown = Name::parse("unknown").expect("letters");
            Some(Sourced::placeholder(Written::share, unknown, section))
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
        .table(Written::private_link, private_link, section)
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

fn resolve_existing(written: Written, section: Span, reading: &mut Reading) -> Existing {
    let Written { vpc_id, subnet_ids, security_group_ids, .. } = written;
    Existing {
        vpc_id: reading.required(
            Written::vpc_id,
            vpc_id,
            section,
            "vpc-id = \"vpc-0123456789abcdef0\"",
            || VpcId::parse("vpc-00000000000000000").expect("an id"),
        ),
        subnet_ids: reading.required(
            Written::subnet_ids,
            subnet_ids,
            section,
            "subnet-ids = [\"subnet-…\", \"subnet-…\"]",
            Vec::new,
        ),
        security_group_ids: reading.required(
            Written::security_group_ids,
            security_group_ids,
            section,
            "security-group-ids = [\"sg-…\"]",
            Vec::new,
        ),
    }
}
