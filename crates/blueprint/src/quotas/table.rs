//! Each quota that the resources of workspaces can exceed.
//!
//! AWS: "Amazon VPC quotas" (docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html): VPCs, Elastic IP
//! addresses, NAT gateways; "AWS PrivateLink quotas" (.../privatelink/vpc-limits-endpoints.html): gateway
//! endpoints; "Quotas for your transit gateways" (.../tgw/transit-gateway-quotas.html); "AWS Network Firewall
//! quotas" (docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html); read 2026-11. Internet
//! gateways are left out: each has a VPC, and AWS raises both quotas together. So are interface endpoints: a
//! VPC of ours has at most ten, and may have 50.
//!
//! Databricks: "Configure private connectivity to resources in your VPC", limits, read 2026-09: connectivity
//! configurations, their workspaces and private endpoints; terraform-provider-databricks issue 1586: storage
//! configurations. The others come from one secondary source: documentation that we could read has none of them.

use super::{Place, Quota, Service, Use};
use crate::architecture::Workspace;
use crate::sections::network::{BackEnd, Kind};
use crate::values::Tier;

pub(super) static QUOTAS: &[Quota] = &[
    Quota {
        service: Service::Aws,
        what: "VPCs",
        limit: |_| 5,
        uses: |workspace| in_region(workspace, vpcs(workspace)),
        instead: "let workspaces share a VPC: `network.share`",
    },
    Quota {
        service: Service::Aws,
        what: "Elastic IP addresses",
        limit: |_| 5,
        uses: |workspace| in_region(workspace, nat_gateways(workspace)),
        instead: "write `egress = \"single-nat\"` or fewer `zones`, or share a VPC",
    },
    Quota {
        service: Service::Aws,
        what: "NAT gateways in one zone",
        limit: |_| 5,
        uses: nat_gateways_by_zone,
        instead: "let workspaces share a VPC: `network.share`",
    },
    Quota {
        service: Service::Aws,
        what: "gateway endpoints",
        limit: |_| 20,
        uses: |workspace| in_region(workspace, creates_vpc(workspace).into()),
        instead: "let workspaces share a VPC: `network.share`",
    },
    Quota {
        service: Service::Aws,
        what: "transit gateways",
        limit: |_| 5,
        uses: |workspace| in_region(workspace, has_hub(workspace).into()),
        instead: "let workspaces share the VPC behind one firewall: `network.share`",
    },
    Quota {
        service: Service::Aws,
        what: "network firewalls",
        limit: |_| 5,
        uses: |workspace| in_region(workspace, has_hub(workspace).into()),
        instead: "let workspaces share the VPC behind one firewall: `network.share`",
    },
    Quota {
        service: Service::Databricks,
        what: "credential configurations",
        limit: |tier| if tier == Tier::Enterprise { 55 } else { 11 },
        uses: |workspace| in_account(workspace, workspace.is_classic().into()),
        instead: OTHER_ACCOUNT,
    },
    Quota {
        service: Service::Databricks,
        what: "storage configurations",
        limit: |_| 50,
        uses: |workspace| in_account(workspace, workspace.is_classic().into()),
        instead: OTHER_ACCOUNT,
    },
    Quota {
        service: Service::Databricks,
        what: "registered VPC endpoints",
        limit: |_| 110,
        uses: |workspace| in_account(workspace, registered_endpoints(workspace)),
        instead: "name endpoints that are registered already: `{ existing = ... }`",
    },
    Quota {
        service: Service::Databricks,
        what: "private access settings",
        limit: |_| 55,
        uses: |workspace| in_account(workspace, workspace.network.private_link.is_some().into()),
        instead: OTHER_ACCOUNT,
    },
    Quota {
        service: Service::Databricks,
        what: "key registrations",
        limit: |_| 110,
        uses: |workspace| in_account(workspace, registered_keys(workspace)),
        instead: "name one existing key for both uses, which is registered once",
    },
    Quota {
        service: Service::Databricks,
        what: "connectivity configurations",
        limit: |_| 10,
        uses: created_connectivity,
        instead: "bind workspaces to one: `connectivity-configuration = { existing = \"<id>\" }`",
    },
    Quota {
        service: Service::Databricks,
        what: "workspaces",
        limit: |_| 50,
        uses: bound_connectivity,
        instead: "bind some of them to another connectivity configuration",
    },
    Quota {
        service: Service::Databricks,
        what: "private endpoints",
        limit: |_| 30,
        uses: private_endpoints,
        instead: "let one endpoint lead to several buckets, or to ten names of a service",
    },
];

const OTHER_ACCOUNT: &str = "write another `databricks-account-id` for some workspaces";

fn in_account(workspace: &Workspace, count: usize) -> Vec<Use> {
    (0..count).map(|_| Use { place: Place::Account, span: workspace.header }).collect()
}

fn in_region(workspace: &Workspace, count: usize) -> Vec<Use> {
    let place = || Place::Region(*workspace.region);
    (0..count).map(|_| Use { place: place(), span: workspace.header }).collect()
}

fn creates_vpc(workspace: &Workspace) -> bool {
    workspace.network.customer_managed().is_some()
}

fn has_hub(workspace: &Workspace) -> bool {
    workspace.network.customer_managed().is_some_and(|own| own.hub.is_some())
}

fn is_managed(workspace: &Workspace) -> bool {
    matches!(workspace.network.kind, Kind::DatabricksManaged)
}

/// The clusters', the hub's and the one that people come through.
fn vpcs(workspace: &Workspace) -> usize {
    let own = creates_vpc(workspace) || is_managed(workspace);
    let transit = workspace.network.transit_vpc().is_some();
    [own, has_hub(workspace), transit].into_iter().map(usize::from).sum()
}

/// Each has an address. In its own VPC, Databricks makes one.
fn nat_gateways(workspace: &Workspace) -> usize {
    usize::from(is_managed(workspace)) + nat_gateways_by_zone(workspace).len()
}

/// Those whose zone we know.
fn nat_gateways_by_zone(workspace: &Workspace) -> Vec<Use> {
    let Some(own) = workspace.network.customer_managed() else { return Vec::new() };
    let of_hub = own.hub.iter().flat_map(|hub| &hub.subnets.public);
    let zones = own.nat_subnets().iter().chain(of_hub).map(|subnet| subnet.zone.clone());
    let place = |zone| Place::Zone(*workspace.region, zone);
    zones.map(|zone| Use { place: place(zone), span: workspace.header }).collect()
}

fn registered_endpoints(workspace: &Workspace) -> usize {
    let network = &workspace.network;
    let back_end = network.back_end().is_some_and(|end| **end == BackEnd::Create);
    let front_end = network.transit_vpc().is_some();
    let direct = front_end && network.has_service_direct();
    2 * usize::from(back_end) + usize::from(front_end) + usize::from(direct)
}

/// One key for both uses is registered once, if it is there already.
fn registered_keys(workspace: &Workspace) -> usize {
    let services = workspace.encryption.managed_services.as_deref();
    let storage = workspace.encryption.workspace_storage.as_deref();
    let existing = services.and_then(|key| key.existing());
    let is_one = existing.is_some() && existing == storage.and_then(|key| key.existing());
    if is_one { 1 } else { services.into_iter().chain(storage).count() }
}

fn created_connectivity(workspace: &Workspace) -> Vec<Use> {
    let serverless = workspace.network.serverless.as_ref();
    let configuration = serverless.and_then(|it| it.connectivity_configuration.as_ref());
    let created = configuration.is_some_and(|it| it.existing().is_none());
    in_region(workspace, created.into())
}

fn bound_connectivity(workspace: &Workspace) -> Vec<Use> {
    let serverless = workspace.network.serverless.as_ref();
    let configuration = serverless.and_then(|it| it.connectivity_configuration.as_ref());
    let existing = configuration.and_then(|it| it.existing()).into_iter();
    let place = |id: &_| Place::ConnectivityConfiguration(Clone::clone(id));
    existing.map(|id| Use { place: place(id), span: workspace.header }).collect()
}

fn private_endpoints(workspace: &Workspace) -> Vec<Use> {
    let serverless = workspace.network.serverless.iter();
    let endpoints = serverless.flat_map(|it| it.private_endpoints.values());
    let place = || Place::Region(*workspace.region);
    endpoints.map(|endpoint| Use { place: place(), span: endpoint.span }).collect()
}
