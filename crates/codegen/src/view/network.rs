//! `network`.

use blueprint::sections::network::firewall::HubSubnets;
use blueprint::sections::network::{self, Egress, EndpointPolicy, Mode};
use blueprint::values::{
    Cidr, DomainPattern, IpAddress, Name, SecurityGroupId, Subnet, SubnetId, VpcId,
};
use blueprint::{Entry, Workspace, names};
use serde::Serialize;

use super::private_link::PrivateLink;
use super::serverless::Serverless;

#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Debug, Serialize)]
pub(super) struct Network<'a> {
    /// None for a serverless workspace.
    mode: Option<Mode>,
    /// The clusters run in a VPC that is not Databricks'.
    own_vpc: bool,
    /// Clusters have no way to the internet.
    isolated: bool,
    /// The workspace is reached through endpoints only.
    private: bool,
    private_link: Option<PrivateLink<'a>>,
    ip_access_list: Option<&'a [Entry<Cidr>]>,
    /// Clusters come over the internet through NAT gateways of their VPC, so the list holds these too.
    nat_listed: bool,
    /// The same of the NAT gateways of the hub.
    hub_listed: bool,
    serverless: Option<Serverless<'a>>,
    #[serde(flatten)]
    kind: Kind<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind<'a> {
    ServerlessOnly {},
    DatabricksManaged {},
    CustomerManaged(Box<CustomerManaged<'a>>),
    Shared(Shared<'a>),
    Existing(Existing<'a>),
}

#[derive(Debug, Serialize)]
struct CustomerManaged<'a> {
    cidr: Cidr,
    egress: Egress,
    #[serde(flatten)]
    way_out: WayOut,
    endpoint_policy: EndpointPolicy,
    dns_servers: Option<&'a [Entry<IpAddress>]>,
    hub: Option<Hub<'a>>,
    workspace_subnets: &'a [Subnet],
    endpoint_subnets: &'a [Subnet],
    public_subnets: &'a [Subnet],
    transit_subnets: &'a [Subnet],
}

/// The hub, where egress goes through one.
#[derive(Debug, Serialize)]
struct Hub<'a> {
    cidr: Cidr,
    allowed_domains: &'a [Entry<DomainPattern>],
    /// Folder of the firewall's log groups in CloudWatch.
    log_groups: String,
    subnets: Subnets<'a>,
}

#[derive(Debug, Serialize)]
struct Subnets<'a> {
    transit: &'a [Subnet],
    firewall: &'a [Subnet],
    public: &'a [Subnet],
}

#[derive(Debug, Serialize)]
struct Shared<'a> {
    /// Key of the workspace whose VPC it is.
    owner: &'a Name,
    /// That workspace's full name, which its VPC carries as `Name` tag.
    owner_name: Option<&'a Name>,
    #[serde(flatten)]
    way_out: WayOut,
    dns_servers: Option<&'a [Entry<IpAddress>]>,
    workspace_subnets: &'a [Subnet],
}

#[derive(Debug, Serialize)]
struct Existing<'a> {
    vpc_id: &'a VpcId,
    subnet_ids: &'a [Entry<SubnetId>],
    security_group_ids: &'a [Entry<SecurityGroupId>],
    /// What the stack may have made of it, in the words of `--never-applied`.
    made_before: Vec<String>,
}

/// What the egress of a VPC means for what is in it.
#[expect(clippy::struct_excessive_bools, reason = "templates ask for each by its name")]
#[derive(Debug, Default, Serialize)]
struct WayOut {
    /// Through NAT gateways of the VPC.
    nat: bool,
    single_nat: bool,
    firewall: bool,
    isolated: bool,
    /// The endpoints of AWS services let through only what the workspace needs.
    restricted_endpoints: bool,
}

impl WayOut {
    fn of(egress: Egress, policy: EndpointPolicy) -> Self {
        Self {
            nat: has_nat(egress),
            single_nat: egress == Egress::SingleNat,
            firewall: egress == Egress::Firewall,
            isolated: egress == Egress::None,
            restricted_endpoints: policy == EndpointPolicy::Restricted,
        }
    }
}

fn has_nat(egress: Egress) -> bool {
    matches!(egress, Egress::NatPerZone | Egress::SingleNat)
}

impl<'a> Network<'a> {
    pub(super) fn of(workspace: &'a Workspace) -> Self {
        let network = &workspace.network;
        // Clusters without PrivateLink reach the control plane from the public addresses of NAT gateways.
        // Databricks holds these against the list too, and no classic compute starts from others:
        // docs.databricks.com, security/network/front-end/ip-access-list-workspace, read 2026-11.
        let is_held = network.ip_access_list.is_some() && network.back_end().is_none();
        let held_egress = network.egress().filter(|_| is_held);
        Self {
            mode: network.mode.as_deref().copied(),
            own_vpc: network.has_own_vpc(),
            isolated: network.is_isolated(),
            private: network.is_private(),
            private_link: network.private_link.as_ref().map(PrivateLink::of),
            ip_access_list: network.ip_access_list.as_ref().map(|list| &***list),
            nat_listed: held_egress.is_some_and(has_nat),
            hub_listed: held_egress == Some(Egress::Firewall),
            serverless: network.serverless.as_ref().map(Serverless::of),
            kind: Kind::of(workspace),
        }
    }
}

impl<'a> Kind<'a> {
    fn of(workspace: &'a Workspace) -> Self {
        match &workspace.network.kind {
            network::Kind::ServerlessOnly => Self::ServerlessOnly {},
            network::Kind::DatabricksManaged => Self::DatabricksManaged {},
            network::Kind::CustomerManaged(vpc) => {
                Self::CustomerManaged(Box::new(CustomerManaged::of(vpc, workspace)))
            }
            network::Kind::Shared(shared) => Self::Shared(Shared::of(shared)),
            network::Kind::Existing(existing) => Self::Existing(Existing {
                vpc_id: &existing.vpc_id,
                subnet_ids: &existing.subnet_ids,
                security_group_ids: &existing.security_group_ids,
                made_before: made_before(workspace),
            }),
        }
    }
}

fn made_before(workspace: &Workspace) -> Vec<String> {
    let key = if workspace.key.is_empty() { "." } else { &workspace.key };
    workspace.network.planned_before.iter().map(|pin| format!("{key}:{pin}")).collect()
}

impl<'a> CustomerManaged<'a> {
    fn of(vpc: &'a network::CustomerManaged, workspace: &Workspace) -> Self {
        Self {
            cidr: *vpc.cidr,
            egress: *vpc.egress,
            way_out: WayOut::of(*vpc.egress, *vpc.endpoint_policy),
            endpoint_policy: *vpc.endpoint_policy,
            dns_servers: vpc.dns_servers.as_ref().map(|servers| &***servers),
            hub: vpc.hub.as_ref().map(|hub| Hub::of(hub, workspace)),
            workspace_subnets: &vpc.workspace_subnets,
            endpoint_subnets: &vpc.endpoint_subnets,
            public_subnets: vpc.nat_subnets(),
            transit_subnets: &vpc.transit_subnets,
        }
    }
}

impl<'a> Hub<'a> {
    fn of(hub: &'a network::Firewall, workspace: &Workspace) -> Self {
        let HubSubnets { transit, firewall, public } = &hub.subnets;
        Self {
            cidr: *hub.cidr,
            allowed_domains: &hub.allowed_domains,
            log_groups: names::firewall_log_groups(workspace),
            subnets: Subnets { transit, firewall, public },
        }
    }
}

impl<'a> Shared<'a> {
    fn of(shared: &'a network::Shared) -> Self {
        let vpc = shared.vpc.as_ref();
        let servers = vpc.and_then(|vpc| vpc.dns_servers.as_ref());
        Self {
            owner: &shared.owner,
            owner_name: vpc.map(|vpc| &vpc.owner_name),
            way_out: vpc.map(|vpc| WayOut::of(vpc.egress, vpc.endpoint_policy)).unwrap_or_default(),
            dns_servers: servers.map(|servers| &***servers),
            workspace_subnets: &shared.workspace_subnets,
        }
    }
}
