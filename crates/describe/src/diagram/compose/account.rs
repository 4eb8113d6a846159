//! What stands in the customer's AWS account: VPCs, and the services beside them.

use blueprint::Workspace;
use blueprint::sections::network::{Kind, PrivateEndpoint};
use blueprint::values::{Name, Subnet};

use super::arrows::{exit_id, vpc_id};
use crate::connections::Exit;
use crate::diagram::scene::{self, Card, Frame, VpcFrame};
use crate::shown::{
    cluster_subnets, data_bucket, managed_services_key, nat_subnets, role_shown, root_bucket_shown,
    shown, subnets_list, workspace_storage_key,
};

pub(super) fn vpcs(workspaces: &[&Workspace], used: &dyn Fn(&str) -> bool) -> Vec<VpcFrame> {
    let mut ids: Vec<String> = Vec::new();
    let mut frames = Vec::new();
    for workspace in workspaces.iter().filter(|workspace| workspace.is_classic()) {
        let id = vpc_id(workspace);
        if ids.contains(&id) {
            continue;
        }
        let inside: Vec<_> =
            workspaces.iter().copied().filter(|workspace| vpc_id(workspace) == id).collect();
        frames.extend(hub(&id, &inside));
        frames.push(vpc(&id, &inside, used));
        ids.push(id);
    }
    frames
}

/// The hub stands before its VPC: what leaves one enters the other.
fn hub(id: &str, inside: &[&Workspace]) -> Option<VpcFrame> {
    let own = inside.iter().find_map(|workspace| workspace.network.customer_managed())?;
    let hub = own.hub.as_ref()?;
    let zones = |subnets: &[Subnet]| subnets_list(subnets);
    let nat = Card::new(format!("{id} nat"), "NAT gateways").inner(zones(&hub.subnets.public));
    let domains = shown(&hub.allowed_domains).join(", ");
    let firewall = Card::new(format!("{id} firewall"), "AWS Network Firewall")
        .line(format!("allows {domains}, and what Databricks and AWS need"))
        .inner(zones(&hub.subnets.firewall));
    let transit =
        Card::new(format!("{id} transit"), "Transit gateway").inner(zones(&hub.subnets.transit));
    let title = format!("Hub VPC, {}", *hub.cidr);
    Some(VpcFrame {
        title,
        left: vec![nat, firewall, transit],
        middle: Vec::new(),
        right: Vec::new(),
    })
}

fn vpc(id: &str, inside: &[&Workspace], used: &dyn Fn(&str) -> bool) -> VpcFrame {
    let owner = inside
        .iter()
        .find(|workspace| workspace.network.customer_managed().is_some())
        .unwrap_or(&inside[0]);
    let title = match &owner.network.kind {
        Kind::DatabricksManaged => format!("VPC of {id}, kept by Databricks"),
        Kind::Existing(existing) => format!("Your VPC {}", *existing.vpc_id),
        Kind::CustomerManaged(own) => format!("VPC {id}, {}", *own.cidr),
        Kind::ServerlessOnly | Kind::Shared(_) => format!("VPC {id}"),
    };
    let card = |(exit, title): &(Exit, &str)| {
        let id = exit_id(id, *exit);
        used(&id).then(|| Card::new(id, *title))
    };
    let mut left: Vec<_> = LEFT.iter().filter_map(card).collect();
    if let Some(nat) = left.iter_mut().find(|card| card.title.starts_with("NAT")) {
        nat.inner = subnets_list(nat_subnets(owner));
        if nat.inner.len() > 1 {
            "NAT gateways".clone_into(&mut nat.title);
        }
    }
    VpcFrame {
        title,
        left,
        middle: middle(id, inside),
        right: RIGHT.iter().filter_map(card).collect(),
    }
}

const LEFT: [(Exit, &str); 4] = [
    (Exit::Nat, "NAT gateway"),
    (Exit::YourRoutes, "Your routes"),
    (Exit::RestEndpoint, "Endpoint of REST API"),
    (Exit::RelayEndpoint, "Endpoint of relay"),
];
const RIGHT: [(Exit, &str); 6] = [
    (Exit::S3Endpoint, "S3 gateway endpoint"),
    (Exit::StsEndpoint, "STS endpoint"),
    (Exit::KinesisEndpoint, "Kinesis endpoint"),
    (Exit::GlueEndpoint, "Glue endpoint"),
    (Exit::YourEndpoints, "Your routes or endpoints"),
    (Exit::VpcRoutes, "Routes to your network"),
];

fn middle(id: &str, inside: &[&Workspace]) -> Vec<Card> {
    let zones = |workspace: &&Workspace| -> Vec<String> {
        let cidrs = match &workspace.network.kind {
            Kind::Existing(existing) => shown(&existing.subnet_ids),
            Kind::DatabricksManaged => vec!["subnets of Databricks' choice".to_owned()],
            _ => subnets_list(cluster_subnets(workspace)),
        };
        cidrs.iter().map(|cidr| format!("{}: {cidr}", workspace.name.as_str())).collect()
    };
    let clusters = Card::new(format!("{id} clusters"), "Clusters in workspace subnets")
        .line("node to node: all TCP and UDP, within the security group")
        .line("no public address, nothing comes in")
        .inner(inside.iter().flat_map(zones));
    let mut cards = vec![clusters];
    if let Some(own) = inside.iter().find_map(|workspace| workspace.network.customer_managed()) {
        let subnets = subnets_list(&own.endpoint_subnets);
        cards.push(Card::new(format!("{id} endpoint-subnets"), "Endpoint subnets").inner(subnets));
    }
    cards
}

pub(super) fn services(workspaces: &[&Workspace], used: &dyn Fn(&str) -> bool) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut push = |title: &str, cards: Vec<Card>| {
        if !cards.is_empty() {
            frames.push(Frame { title: title.to_owned(), kind: scene::Kind::Service, cards });
        }
    };
    let classic = || workspaces.iter().filter(|workspace| workspace.is_classic());
    let mut storage = vec![
        Card::new("root-bucket", "Root bucket").inner(classic().map(|it| root_bucket_shown(it))),
        data_buckets(workspaces),
    ];
    storage.retain(|card| used(&card.id));
    push("Storage (S3)", storage);
    let aws = ["sts", "kinesis", "glue"].into_iter().zip(["AWS STS", "AWS Kinesis", "AWS Glue"]);
    push("AWS services", aws.filter(|(id, _)| used(id)).map(|(id, t)| Card::new(id, t)).collect());
    let mut access = Vec::new();
    if classic().next().is_some() {
        let roles = classic().map(|it| role_shown(it));
        access.push(Card::new("aws-apis", "EC2, by cross-account role").inner(roles));
    }
    let of_keys = |title: &str, keys: Vec<String>| {
        (!keys.is_empty()).then(|| Card::new(title, title).inner(keys))
    };
    let managed = classic().filter_map(|it| managed_services_key(it)).collect();
    access.extend(of_keys("Key of managed services", managed));
    let storage = classic().filter_map(|it| workspace_storage_key(it)).collect();
    access.extend(of_keys("Key of root bucket and volumes", storage));
    push("Roles and keys", access);
    push("Yours, elsewhere", yours(workspaces, used));
    frames
}

fn data_buckets(workspaces: &[&Workspace]) -> Card {
    let card = Card::new("storage", "Data buckets");
    let names = workspaces.iter().flat_map(|workspace| {
        workspace.buckets.iter().map(|bucket| data_bucket(workspace, &bucket.key))
    });
    let mut names: Vec<_> = names.collect();
    names.dedup();
    if names.is_empty() { card.line("yours, or of Unity Catalog") } else { card.inner(names) }
}

fn yours(workspaces: &[&Workspace], used: &dyn Fn(&str) -> bool) -> Vec<Card> {
    let hive = |workspace: &&Workspace| {
        let hive = workspace.metastore.external_hive.as_ref()?;
        Some(format!("{}, port {}", shown(&hive.addresses).join(", "), *hive.port))
    };
    let endpoint = |(name, endpoint): (&Name, &PrivateEndpoint)| {
        format!("{name}: {}", endpoint.targets().join(", "))
    };
    let mut servers: Vec<_> =
        workspaces.iter().flat_map(|workspace| shown(workspace.network.dns_servers())).collect();
    servers.dedup();
    let endpoints = workspaces.iter().flat_map(|workspace| workspace.network.private_endpoints());
    let mut endpoints: Vec<_> = endpoints.map(endpoint).collect();
    endpoints.dedup();
    let cards = vec![
        Card::new("external-hive", "Hive metastore").inner(workspaces.iter().filter_map(hive)),
        Card::new("dns", "DNS servers").inner(servers),
        Card::new("private-services", "Behind private endpoints").inner(endpoints),
    ];
    cards.into_iter().filter(|card| used(&card.id)).collect()
}
