//! From workspaces to scenes: which cards there are, and which arrows between them.

mod account;
mod arrows;

use blueprint::sections::network::{FrontEnd, TransitVpc};
use blueprint::{Architecture, Workspace};

use super::scene::{Account, Arrow, Band, Card, Frame, Kind};
use crate::shown::{aws_account_shown, offers_serverless, policy_shown, shown, subnets_list};

/// One band for each region of each AWS account, in the order of the blueprint.
pub(crate) fn bands(arch: &Architecture) -> Vec<Band> {
    let mut groups: Vec<(String, Vec<&Workspace>)> = Vec::new();
    for workspace in &arch.workspaces {
        let place = format!("{} {}", workspace.region.name(), aws_account_shown(workspace));
        match groups.iter_mut().find(|(key, _)| *key == place) {
            Some((_, workspaces)) => workspaces.push(workspace),
            None => groups.push((place, vec![workspace])),
        }
    }
    groups.iter().map(|(_, workspaces)| band(workspaces)).collect()
}

fn band(workspaces: &[&Workspace]) -> Band {
    let first = workspaces[0];
    let arrows = arrows::of(workspaces);
    let used = |id: &str| arrows.iter().any(|arrow: &Arrow| arrow.from == id || arrow.to == id);
    Band {
        title: format!("{}, AWS account {}", first.region.name(), aws_account_shown(first)),
        outside: outside(workspaces),
        transit: workspaces.iter().filter_map(|workspace| transit(workspace)).collect(),
        databricks: databricks(workspaces, &used),
        account: Account {
            title: format!("Your AWS account, {}", first.region.name()),
            vpcs: account::vpcs(workspaces, &used),
            services: account::services(workspaces, &used),
        },
        arrows,
    }
}

fn outside(workspaces: &[&Workspace]) -> Frame {
    let mut users = Card::new("users", "People and tools");
    let transits = workspaces.iter().filter_map(|workspace| workspace.network.transit_vpc());
    let mut clients: Vec<_> = transits.flat_map(|transit| shown(&transit.clients)).collect();
    clients.dedup();
    if !clients.is_empty() {
        users = users.line(format!("privately from {}", clients.join(", ")));
    }
    let identity = Card::new("identity", "Identity provider").line("single sign-on, SCIM");
    let git = Card::new("git", "Git").line("the truth of code");
    Frame { title: "Outside".to_owned(), kind: Kind::Outside, cards: vec![users, identity, git] }
}

fn transit(workspace: &Workspace) -> Option<Frame> {
    let front_end = workspace.network.front_end()?;
    let id = |what: &str| format!("{what} {}", workspace.name.as_str());
    let rest = Card::new(id("front-end"), "Front-end endpoint").line("web application, REST API");
    let transit = match front_end {
        FrontEnd::Existing(endpoint) => {
            let rest = rest.line(endpoint.id.to_string());
            let title = format!("Your network for {}", workspace.name.as_str());
            return Some(Frame { title, kind: Kind::Vpc, cards: vec![rest] });
        }
        FrontEnd::Create(transit) => transit,
    };
    let title = format!("Your transit VPC for {}, {}", *workspace.name, *transit.cidr);
    let mut cards = vec![rest];
    if workspace.network.has_service_direct() {
        let title = "Service-direct endpoint";
        cards.push(Card::new(id("direct"), title).line("performance-intensive services"));
    }
    cards.push(Card::new(id("resolver"), "Resolver, private zone").line("names for your network"));
    cards.extend(vpn(transit).map(|line| Card::new(id("vpn"), "VPN gateway").line(line)));
    cards.push(Card::new(id("transit"), "Subnets").inner(subnets_list(&transit.subnets)));
    Some(Frame { title, kind: Kind::Vpc, cards })
}

fn vpn(transit: &TransitVpc) -> Option<String> {
    transit.vpn.as_ref().map(|vpn| format!("to your gateway {}", vpn.gateway))
}

fn databricks(workspaces: &[&Workspace], used: &dyn Fn(&str) -> bool) -> Vec<Frame> {
    let internet = vec![
        Card::new("internet", "Internet").line("package repositories, any address"),
        Card::new("sts public", "AWS STS").line("public endpoint"),
        Card::new("kinesis public", "AWS Kinesis").line("public endpoint"),
        Card::new("glue public", "AWS Glue").line("public endpoint"),
    ];
    let internet: Vec<_> = internet.into_iter().filter(|card| used(&card.id)).collect();
    let workspace = |workspace: &&Workspace| {
        let access = if workspace.network.is_private() { ", private" } else { "" };
        format!("{} ({}{access})", workspace.name.as_str(), *workspace.tier)
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
    control.push(Card::new("workspaces", "Workspaces").inner(workspaces.iter().map(workspace)));
    let mut frames = Vec::new();
    if !internet.is_empty() {
        frames.push(Frame {
            title: "Public network".to_owned(),
            kind: Kind::Outside,
            cards: internet,
        });
    }
    let title = format!("Databricks control plane, {}", workspaces[0].region.name());
    frames.push(Frame { title, kind: Kind::Databricks, cards: control });
    frames.extend(serverless(workspaces));
    frames
}

fn serverless(workspaces: &[&Workspace]) -> Option<Frame> {
    if !workspaces.iter().any(|it| offers_serverless(it)) {
        return None;
    }
    let mut card = Card::new("serverless", "Serverless compute").line("SQL, jobs, notebooks");
    for workspace in workspaces {
        let serverless = workspace.network.serverless.as_ref();
        if let Some(policy) = serverless.and_then(|serverless| serverless.policy.as_ref()) {
            card = card.line(format!("{}: {}", *workspace.name, policy_shown(policy)));
        }
    }
    let title = "Databricks serverless compute plane".to_owned();
    Some(Frame { title, kind: Kind::Databricks, cards: vec![card] })
}
