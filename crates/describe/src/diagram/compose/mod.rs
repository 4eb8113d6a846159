//! From sites to scenes: which cards there are, and which arrows between them.

mod account;
mod arrows;

use blueprint::Architecture;

use super::scene::{Account, Arrow, Band, Card, Frame, Kind};
use crate::names::subnets_list;
use crate::site::{FrontEnd, Site};

/// One band for each region of each AWS account, in the order of the blueprint.
pub(crate) fn bands(arch: &Architecture) -> Vec<Band> {
    let mut groups: Vec<(String, Vec<Site>)> = Vec::new();
    for site in Site::all(arch) {
        let place = format!("{} {}", site.region(), site.aws_account_shown());
        match groups.iter_mut().find(|(key, _)| *key == place) {
            Some((_, sites)) => sites.push(site),
            None => groups.push((place, vec![site])),
        }
    }
    groups.iter().map(|(_, sites)| band(sites)).collect()
}

fn band(sites: &[Site]) -> Band {
    let first = &sites[0];
    let arrows = arrows::of(sites);
    let used = |id: &str| arrows.iter().any(|arrow: &Arrow| arrow.from == id || arrow.to == id);
    Band {
        title: format!("{}, AWS account {}", first.region(), first.aws_account_shown()),
        outside: outside(sites),
        transit: sites.iter().filter_map(transit).collect(),
        databricks: databricks(sites, &used),
        account: Account {
            title: format!("Your AWS account, {}", first.region()),
            vpcs: account::vpcs(sites, &used),
            services: account::services(sites, &used),
        },
        arrows,
    }
}

fn outside(sites: &[Site]) -> Frame {
    let mut users = Card::new("users", "People and tools");
    let clients = sites.iter().filter_map(|site| site.front_end.as_ref()).flat_map(|e| &e.clients);
    let mut clients: Vec<_> = clients.cloned().collect();
    clients.dedup();
    if !clients.is_empty() {
        users = users.line(format!("privately from {}", clients.join(", ")));
    }
    let identity = Card::new("identity", "Identity provider").line("single sign-on, SCIM");
    let git = Card::new("git", "Git").line("the truth of code");
    Frame { title: "Outside".to_owned(), kind: Kind::Outside, cards: vec![users, identity, git] }
}

fn transit(site: &Site) -> Option<Frame> {
    let front_end = site.front_end.as_ref()?;
    let id = |what: &str| format!("{what} {}", site.name());
    let rest = Card::new(id("front-end"), "Front-end endpoint").line("web application, REST API");
    let title = match &front_end.existing {
        Some(endpoint) => {
            let rest = rest.line(endpoint.clone());
            let title = format!("Your network for {}", site.name());
            return Some(Frame { title, kind: Kind::Vpc, cards: vec![rest] });
        }
        None => format!("Your transit VPC for {}, {}", site.name(), front_end.cidr),
    };
    let mut cards = vec![rest];
    if site.service_direct {
        let title = "Service-direct endpoint";
        cards.push(Card::new(id("direct"), title).line("performance-intensive services"));
    }
    cards.push(Card::new(id("resolver"), "Resolver, private zone").line("names for your network"));
    cards.extend(vpn(front_end).map(|line| Card::new(id("vpn"), "VPN gateway").line(line)));
    cards.push(Card::new(id("transit"), "Subnets").inner(subnets_list(front_end.subnets)));
    Some(Frame { title, kind: Kind::Vpc, cards })
}

fn vpn(front_end: &FrontEnd) -> Option<String> {
    front_end.vpn.as_ref().map(|gateway| format!("to your gateway {gateway}"))
}

fn databricks(sites: &[Site], used: &dyn Fn(&str) -> bool) -> Vec<Frame> {
    let internet = vec![
        Card::new("internet", "Internet").line("package repositories, any address"),
        Card::new("sts public", "AWS STS").line("public endpoint"),
        Card::new("kinesis public", "AWS Kinesis").line("public endpoint"),
        Card::new("glue public", "AWS Glue").line("public endpoint"),
    ];
    let internet: Vec<_> = internet.into_iter().filter(|card| used(&card.id)).collect();
    let workspace = |site: &Site| {
        let access = if site.public_access { "" } else { ", private" };
        format!("{} ({}{access})", site.name(), *site.workspace.tier)
    };
    let control = vec![
        Card::new("web", "Web application, REST APIs"),
        Card::new("relay", "Secure cluster connectivity relay"),
        Card::new("unity-catalog", "Unity Catalog").line("metastore of the region"),
        Card::new("hive", "Legacy Hive metastore"),
        Card::new("direct", "Zerobus Ingest, Lakebase"),
        Card::new("manager", "Cluster manager, job scheduler"),
    ];
    let mut control: Vec<_> = control.into_iter().filter(|card| used(&card.id)).collect();
    control.push(Card::new("workspaces", "Workspaces").inner(sites.iter().map(workspace)));
    let mut frames = Vec::new();
    if !internet.is_empty() {
        frames.push(Frame {
            title: "Public network".to_owned(),
            kind: Kind::Outside,
            cards: internet,
        });
    }
    let title = format!("Databricks control plane, {}", sites[0].region());
    frames.push(Frame { title, kind: Kind::Databricks, cards: control });
    frames.extend(serverless(sites));
    frames
}

fn serverless(sites: &[Site]) -> Option<Frame> {
    if !sites.iter().any(Site::has_serverless) {
        return None;
    }
    let mut card = Card::new("serverless", "Serverless compute").line("SQL, jobs, notebooks");
    for site in sites {
        if let Some(policy) = &site.serverless.policy {
            card = card.line(format!("{}: {}", site.name(), policy.shown()));
        }
    }
    let title = "Databricks serverless compute plane".to_owned();
    Some(Frame { title, kind: Kind::Databricks, cards: vec![card] })
}
