//! From connections to arrows: what goes through an exit is drawn to it, and on from there.

use blueprint::Workspace;
use blueprint::sections::network::Kind;

use crate::connections::{self, Access, Connection, Exit, Link, Place};
use crate::diagram::scene::Arrow;
use crate::shown::owner;

pub(super) fn of(workspaces: &[&Workspace]) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for workspace in workspaces {
        for connection in connections::of(workspace) {
            add_arrows(workspace, &connection, &mut arrows);
        }
    }
    arrows
}

/// What the VPC of a workspace is known by among those of its band.
pub(super) fn vpc_id(workspace: &Workspace) -> String {
    match &workspace.network.kind {
        Kind::Shared(shared) => owner(shared).to_owned(),
        Kind::Existing(existing) => existing.vpc_id.to_string(),
        _ => workspace.name.as_str().to_owned(),
    }
}

fn add_arrows(workspace: &Workspace, connection: &Connection, arrows: &mut Vec<Arrow>) {
    let Link { from, via, to } = connection.link;
    if connection.access == Access::None || from == to {
        return;
    }
    let vpc = vpc_id(workspace);
    let mut push = |from: String, to: String, label: &str| {
        let arrow = Arrow { from, to, access: connection.access, label: label.to_owned() };
        if !arrows.contains(&arrow) {
            arrows.push(arrow);
        }
    };
    let (start, end) = (place_id(from, &vpc), target_id(to, via, &vpc));
    match via.or(default_exit(from, to)) {
        None => push(start, end, &label(connection, None)),
        Some(exit @ (Exit::FrontEndEndpoint | Exit::DirectEndpoint)) => {
            let what = if exit == Exit::FrontEndEndpoint { "front-end" } else { "direct" };
            let middle = format!("{what} {}", workspace.name.as_str());
            push(start, middle.clone(), reached(workspace));
            push(middle, end, &label(connection, via));
        }
        Some(Exit::Firewall) => {
            push(start, format!("{vpc} transit"), "");
            push(format!("{vpc} transit"), format!("{vpc} firewall"), "");
            push(format!("{vpc} firewall"), format!("{vpc} nat"), "");
            push(format!("{vpc} nat"), end, &label(connection, via));
        }
        Some(Exit::ServerlessEndpoint) => push(start, end, &label(connection, via)),
        Some(exit) => {
            let exit = exit_id(&vpc, side(exit, to));
            push(start, exit.clone(), "");
            push(exit, end, &label(connection, via));
        }
    }
}

fn reached(workspace: &Workspace) -> &'static str {
    match workspace.network.transit_vpc().map(|transit| &transit.vpn) {
        Some(Some(_)) => "site-to-site VPN",
        Some(None) => "VPN, Direct Connect",
        None => "your network",
    }
}

/// Clusters reach your own network by the routes of their VPC.
fn default_exit(from: Place, to: Place) -> Option<Exit> {
    let is_yours = matches!(to, Place::ExternalHive | Place::DnsServers);
    (from == Place::Clusters && is_yours).then_some(Exit::VpcRoutes)
}

/// Your own routes to AWS services stand on their side of the VPC.
fn side(exit: Exit, to: Place) -> Exit {
    let is_aws = matches!(
        to,
        Place::RootBucket | Place::Storage | Place::Sts | Place::Kinesis | Place::Glue
    );
    if exit == Exit::YourRoutes && is_aws { Exit::YourEndpoints } else { exit }
}

pub(super) fn exit_id(vpc: &str, exit: Exit) -> String {
    format!("{vpc} {exit:?}")
}

/// What is reached through NAT is reached at its public endpoint.
fn target_id(to: Place, via: Option<Exit>, vpc: &str) -> String {
    let id = place_id(to, vpc);
    let is_public = matches!(via, Some(Exit::Nat | Exit::Firewall));
    let is_aws = matches!(to, Place::Sts | Place::Kinesis | Place::Glue);
    if is_public && is_aws { format!("{id} public") } else { id }
}

fn place_id(place: Place, vpc: &str) -> String {
    let id = match place {
        Place::Clusters => return format!("{vpc} clusters"),
        Place::Users => "users",
        Place::WebApp => "web",
        Place::Relay => "relay",
        Place::UnityCatalog => "unity-catalog",
        Place::HiveMetastore => "hive",
        Place::ClusterManager => "manager",
        Place::ServiceDirect => "direct",
        Place::Internet => "internet",
        Place::RootBucket => "root-bucket",
        Place::Sts => "sts",
        Place::Kinesis => "kinesis",
        Place::Glue => "glue",
        Place::ExternalHive => "external-hive",
        Place::DnsServers => "dns",
        Place::AwsApis => "aws-apis",
        Place::Serverless => "serverless",
        Place::Storage => "storage",
        Place::PrivateServices => "private-services",
    };
    id.to_owned()
}

/// Ports and way.
fn label(connection: &Connection, via: Option<Exit>) -> String {
    let way = match via {
        Some(Exit::Nat) => "NAT",
        Some(Exit::Firewall) => "firewall",
        Some(
            Exit::RestEndpoint
            | Exit::RelayEndpoint
            | Exit::FrontEndEndpoint
            | Exit::DirectEndpoint,
        ) => "PrivateLink",
        Some(Exit::ServerlessEndpoint) => "private endpoint",
        Some(Exit::S3Endpoint) => "gateway endpoint",
        Some(Exit::StsEndpoint | Exit::KinesisEndpoint | Exit::GlueEndpoint) => {
            "interface endpoint"
        }
        _ => connection.access.word(),
    };
    format!("{} · {way}", connection.ports)
}
