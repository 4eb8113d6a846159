//! What costs money, and how often it is there. Factors, never a quote: no price of AWS stands here, and
//! rates per DBU are published ones.

use blueprint::Workspace;
use blueprint::sections::network::{BackEnd, Egress, Kind};
use serde::Serialize;

use crate::rates::{Origin, OwnRates, Rates, Workload, WorkloadPlane};
use crate::shown::offers_serverless;

#[derive(Debug, Serialize)]
pub struct Costs {
    pub aws: Vec<AwsCost>,
    pub dbu: Vec<DbuCost>,
    /// Of published rates.
    pub dbu_source: String,
    pub dbu_recorded: String,
    pub own_rates: Option<OwnRates>,
}

/// What AWS charges for.
#[derive(Debug, Serialize)]
pub struct AwsCost {
    pub item: &'static str,
    /// How many; nothing where use alone decides.
    pub count: Option<usize>,
    pub per: &'static str,
    pub note: String,
}

/// What Databricks charges for: a type of workload, and its rate in this tier and region.
#[derive(Debug, Serialize)]
pub struct DbuCost {
    pub workload: String,
    pub formerly: String,
    pub plane: WorkloadPlane,
    pub rate: Option<f64>,
    pub currency: String,
    pub origin: Origin,
    pub sku: String,
    pub note: String,
}

pub(crate) fn of(workspace: &Workspace, rates: &Rates) -> Costs {
    let mut aws = Vec::new();
    if workspace.is_classic() {
        egress(workspace, &mut aws);
        endpoints(workspace, &mut aws);
        use_of_clusters(&mut aws);
    }
    front_end(workspace, &mut aws);
    keys(workspace, &mut aws);
    Costs {
        aws,
        dbu: dbu(workspace, rates),
        dbu_source: rates.source.clone(),
        dbu_recorded: rates.recorded.clone(),
        own_rates: rates.own.clone(),
    }
}

fn cost(item: &'static str, count: usize, per: &'static str, note: impl Into<String>) -> AwsCost {
    AwsCost { item, count: Some(count), per, note: note.into() }
}

fn by_use(item: &'static str, per: &'static str, note: impl Into<String>) -> AwsCost {
    AwsCost { item, count: None, per, note: note.into() }
}

fn egress(workspace: &Workspace, aws: &mut Vec<AwsCost>) {
    let network = &workspace.network;
    match (&network.kind, network.egress()) {
        (Kind::DatabricksManaged, _) => {
            aws.push(cost("NAT gateway", 1, "hour and GB", "made by Databricks in your account"));
            aws.push(cost("public IPv4 address", 1, "hour", "of the NAT gateway"));
        }
        (Kind::CustomerManaged(own), Some(Egress::NatPerZone | Egress::SingleNat)) => {
            let number = own.nat_subnets().len();
            aws.push(cost("NAT gateway", number, "hour and GB", "all egress but S3"));
            aws.push(cost("public IPv4 address", number, "hour", "one for each NAT gateway"));
            if *own.egress == Egress::SingleNat {
                let note = "nodes in other zones reach the NAT gateway across zones";
                aws.push(by_use("traffic between zones", "GB", note));
            }
        }
        (Kind::CustomerManaged(own), Some(Egress::Firewall)) => {
            let zones = own.hub.as_ref().map_or(0, |hub| hub.subnets.firewall.len());
            aws.push(cost("Network Firewall endpoint", zones, "hour and GB", "one for each zone"));
            aws.push(cost("transit gateway attachment", 2, "hour and GB", "workspace VPC and hub"));
            aws.push(cost("NAT gateway", zones, "hour and GB", "in the hub"));
            aws.push(cost("public IPv4 address", zones, "hour", "one for each NAT gateway"));
            aws.push(by_use("CloudWatch logs", "GB", "of the firewall"));
        }
        (Kind::Shared(_), _) => {
            aws.push(by_use("egress of the shared VPC", "GB", "its hours are the owner's"));
        }
        _ => {}
    }
}

fn endpoints(workspace: &Workspace, aws: &mut Vec<AwsCost>) {
    let Some(own) = workspace.network.customer_managed() else { return };
    let zones = own.endpoint_subnets.len();
    let is_glue = workspace.metastore.is_glue();
    let (services, names) =
        if is_glue { (3, "STS, Kinesis and Glue") } else { (2, "STS and Kinesis") };
    let note = format!("{names} in {zones} zones; the S3 gateway endpoint is free");
    aws.push(cost("interface endpoint, by zone", services * zones, "hour and GB", note));
    if workspace.network.back_end().is_some_and(|end| **end == BackEnd::Create) {
        let note = format!("REST API and relay in {zones} zones");
        aws.push(cost("PrivateLink endpoint, by zone", 2 * zones, "hour and GB", note));
    }
}

fn use_of_clusters(aws: &mut Vec<AwsCost>) {
    aws.push(by_use("EC2 instances and EBS volumes", "hour", "nodes of clusters, while they run"));
    aws.push(by_use("S3 storage and requests", "GB and month", "root bucket and data"));
}

/// Addresses that a resolver endpoint has, in two zones.
const RESOLVER_ADDRESSES: usize = 2;

fn front_end(workspace: &Workspace, aws: &mut Vec<AwsCost>) {
    let Some(transit) = workspace.network.transit_vpc() else { return };
    let zones = transit.subnets.len();
    let note = format!("REST API in {zones} zones of the transit VPC");
    aws.push(cost("PrivateLink endpoint, by zone", zones, "hour and GB", note));
    if workspace.network.has_service_direct() {
        let note = "performance-intensive services";
        aws.push(cost(
            "PrivateLink endpoint, by zone",
            transit.direct_zones.len(),
            "hour and GB",
            note,
        ));
    }
    let note = "names asked from outside AWS";
    aws.push(cost("resolver endpoint address", RESOLVER_ADDRESSES, "hour", note));
    aws.push(cost("private hosted zone", 1, "month", "of the workspace's name"));
    if transit.vpn.is_some() {
        aws.push(cost("site-to-site VPN connection", 1, "hour and GB", "to your gateway"));
    } else {
        let note = "VPN, Direct Connect or peering of yours";
        aws.push(by_use("way to the transit VPC", "hour and GB", note));
    }
}

fn keys(workspace: &Workspace, aws: &mut Vec<AwsCost>) {
    let encryption = &workspace.encryption;
    let keys = [&encryption.managed_services, &encryption.workspace_storage];
    let created = keys.into_iter().flatten().filter(|key| key.existing().is_none()).count();
    if created > 0 {
        aws.push(cost("KMS key", created, "month and request", "customer-managed"));
    }
}

fn dbu(workspace: &Workspace, rates: &Rates) -> Vec<DbuCost> {
    let is_there = |plane| match plane {
        WorkloadPlane::Classic => workspace.is_classic(),
        WorkloadPlane::Serverless => offers_serverless(workspace),
    };
    let workloads = rates.workloads.values().filter(|workload| is_there(workload.plane));
    let cost = |workload: &Workload| {
        let (rate, origin) = workload.rate(*workspace.tier, workspace.region.name());
        DbuCost {
            workload: workload.name.clone(),
            formerly: workload.formerly.clone(),
            plane: workload.plane,
            rate,
            currency: currency(rates, origin).to_owned(),
            origin,
            sku: workload.sku.clone(),
            note: workload.note.clone(),
        }
    };
    workloads.map(cost).collect()
}

fn currency(rates: &Rates, origin: Origin) -> &str {
    match &rates.own {
        Some(own) if origin == Origin::Yours => &own.currency,
        _ => &rates.currency,
    }
}
