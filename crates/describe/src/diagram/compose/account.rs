//! What stands in the customer's AWS account: VPCs, and the services beside them.

use blueprint::values::Subnet;

use super::arrows::{exit_id, vpc_id};
use crate::connections::Exit;
use crate::diagram::scene::{Card, Frame, Kind, VpcFrame};
use crate::names::{data_bucket, subnets_list};
use crate::site::{Metastore, PrivateEndpoint, Site, Vpc, shown};

pub(super) fn vpcs(sites: &[Site], used: &dyn Fn(&str) -> bool) -> Vec<VpcFrame> {
    let mut ids: Vec<String> = Vec::new();
    let mut frames = Vec::new();
    for site in sites.iter().filter(|site| site.is_classic()) {
        let id = vpc_id(site);
        if ids.contains(&id) {
            continue;
        }
        let inside: Vec<_> = sites.iter().filter(|site| vpc_id(site) == id).collect();
        frames.extend(hub(&id, &inside));
        frames.push(vpc(&id, &inside, used));
        ids.push(id);
    }
    frames
}

/// The hub stands before its VPC: what leaves one enters the other.
fn hub(id: &str, inside: &[&Site]) -> Option<VpcFrame> {
    let own = inside.iter().find_map(|site| site.own_vpc())?;
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

fn vpc(id: &str, inside: &[&Site], used: &dyn Fn(&str) -> bool) -> VpcFrame {
    let owner = inside.iter().find(|site| site.own_vpc().is_some()).unwrap_or(&inside[0]);
    let title = match &owner.vpc {
        Vpc::Databricks => format!("VPC of {id}, kept by Databricks"),
        Vpc::Existing(existing) => format!("Your VPC {}", *existing.vpc_id),
        Vpc::Own(own) => format!("VPC {id}, {}", *own.cidr),
        Vpc::None | Vpc::Shared { .. } => format!("VPC {id}"),
    };
    let card = |(exit, title): &(Exit, &str)| {
        let id = exit_id(id, *exit);
        used(&id).then(|| Card::new(id, *title))
    };
    let mut left: Vec<_> = LEFT.iter().filter_map(card).collect();
    if let Some(nat) = left.iter_mut().find(|card| card.title.starts_with("NAT")) {
        nat.inner = subnets_list(owner.nat_subnets());
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

fn middle(id: &str, inside: &[&Site]) -> Vec<Card> {
    let zones = |site: &&Site| -> Vec<String> {
        let cidrs = match &site.vpc {
            Vpc::Existing(existing) => shown(&existing.subnet_ids),
            Vpc::Databricks => vec!["subnets of Databricks' choice".to_owned()],
            _ => subnets_list(site.subnets),
        };
        cidrs.iter().map(|cidr| format!("{}: {cidr}", site.name())).collect()
    };
    let clusters = Card::new(format!("{id} clusters"), "Clusters in workspace subnets")
        .line("node to node: all TCP and UDP, within the security group")
        .line("no public address, nothing comes in")
        .inner(inside.iter().flat_map(zones));
    let mut cards = vec![clusters];
    if let Some(own) = inside.iter().find_map(|site| site.own_vpc()) {
        let subnets = subnets_list(&own.endpoint_subnets);
        cards.push(Card::new(format!("{id} endpoint-subnets"), "Endpoint subnets").inner(subnets));
    }
    cards
}

pub(super) fn services(sites: &[Site], used: &dyn Fn(&str) -> bool) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut push = |title: &str, cards: Vec<Card>| {
        if !cards.is_empty() {
            frames.push(Frame { title: title.to_owned(), kind: Kind::Service, cards });
        }
    };
    let classic = || sites.iter().filter(|site| site.is_classic());
    let mut storage = vec![
        Card::new("root-bucket", "Root bucket").inner(classic().map(Site::root_bucket_shown)),
        data_buckets(sites),
    ];
    storage.retain(|card| used(&card.id));
    push("Storage (S3)", storage);
    let aws = ["sts", "kinesis", "glue"].into_iter().zip(["AWS STS", "AWS Kinesis", "AWS Glue"]);
    push("AWS services", aws.filter(|(id, _)| used(id)).map(|(id, t)| Card::new(id, t)).collect());
    let mut access = Vec::new();
    if classic().next().is_some() {
        let roles = classic().map(Site::role_shown);
        access.push(Card::new("aws-apis", "EC2, by cross-account role").inner(roles));
    }
    let of_keys = |title: &str, keys: Vec<String>| {
        (!keys.is_empty()).then(|| Card::new(title, title).inner(keys))
    };
    let managed = classic().filter_map(Site::managed_services_key).collect();
    access.extend(of_keys("Key of managed services", managed));
    let storage = classic().filter_map(Site::workspace_storage_key).collect();
    access.extend(of_keys("Key of root bucket and volumes", storage));
    push("Roles and keys", access);
    push("Yours, elsewhere", yours(sites, used));
    frames
}

fn data_buckets(sites: &[Site]) -> Card {
    let card = Card::new("storage", "Data buckets");
    let names = sites.iter().flat_map(|site| {
        site.workspace.buckets.iter().map(|bucket| data_bucket(site.workspace, &bucket.key))
    });
    let mut names: Vec<_> = names.collect();
    names.dedup();
    if names.is_empty() { card.line("yours, or of Unity Catalog") } else { card.inner(names) }
}

fn yours(sites: &[Site], used: &dyn Fn(&str) -> bool) -> Vec<Card> {
    let hive = |site: &Site| match &site.metastore {
        Metastore::ExternalHive { addresses, port } => {
            Some(format!("{}, port {port}", addresses.join(", ")))
        }
        _ => None,
    };
    let endpoint = |e: &PrivateEndpoint| format!("{}: {}", e.name, e.targets.join(", "));
    let mut servers: Vec<_> = sites.iter().flat_map(|site| site.dns_servers.clone()).collect();
    servers.dedup();
    let endpoints = sites.iter().flat_map(|site| &site.serverless.endpoints);
    let mut endpoints: Vec<_> = endpoints.map(endpoint).collect();
    endpoints.dedup();
    let cards = vec![
        Card::new("external-hive", "Hive metastore").inner(sites.iter().filter_map(hive)),
        Card::new("dns", "DNS servers").inner(servers),
        Card::new("private-services", "Behind private endpoints").inner(endpoints),
    ];
    cards.into_iter().filter(|card| used(&card.id)).collect()
}
