//! Whether security groups let nodes reach each other and the control plane.

use ipnet::Ipv4Net;

use super::network_health::{Finding, Seen, error};
use super::vpc_endpoints::use_case;
use crate::databricks::world::World;
use crate::facts::{Permission, SecurityGroup, VpcEndpoint};

/// TCP and UDP on all ports, in and out, among the instances themselves.
pub(super) fn nodes_reach_each_other(seen: &Seen, errors: &mut Vec<Finding>) {
    for protocol in ["tcp", "udp"] {
        for (way, rules) in [("ingress", ingress as Rules), ("egress", egress as Rules)] {
            let open = |it: &Permission| covers(it, protocol, 0, 65535) && admits_nodes(it, seen);
            if !seen.groups.iter().any(|group| rules(group).iter().any(open)) {
                let message = format!(
                    "{} do not allow {way} of {protocol} on all ports among themselves",
                    names(seen)
                );
                error(errors, "securityGroup", message);
            }
        }
    }
}

/// The REST API, and what else Databricks serves at its port.
pub(super) fn nodes_reach_databricks(seen: &Seen, errors: &mut Vec<Finding>) {
    if !reaches_databricks(seen, 443) {
        let message = format!("{} do not allow egress to tcp 443", names(seen));
        error(errors, "securityGroup", message);
    }
}

/// Without it workspaces come up and clusters do not.
pub(super) fn relay_port(seen: &Seen, world: &World, warnings: &mut Vec<Finding>) {
    let port = relay(world);
    if !seen.endpoints.is_empty() && !reaches_databricks(seen, port) {
        let message = format!(
            "{} do not allow egress to tcp {port}, the secure cluster connectivity relay",
            names(seen)
        );
        error(warnings, "securityGroup", message);
    }
}

/// The other side of it: what the endpoints let in.
pub(super) fn endpoints_admit_nodes(seen: &Seen, world: &World, warnings: &mut Vec<Finding>) {
    for endpoint in &seen.endpoints {
        let relays = use_case(endpoint, world) == Some("DATAPLANE_RELAY_ACCESS");
        let port = if relays { relay(world) } else { 443 };
        let open = |it: &Permission| covers(it, "tcp", port, port) && admits_nodes(it, seen);
        let own = |group: &&SecurityGroup| endpoint.security_groups.contains(&group.id);
        let mut groups = world.aws.security_groups.iter().filter(own);
        if !groups.any(|group| group.ingress.iter().any(open)) {
            let message = format!(
                "the security groups of the VPC endpoint {} do not let {} in to tcp {port}",
                endpoint.id,
                names(seen)
            );
            error(warnings, "securityGroup", message);
        }
    }
}

/// GovCloud's relay has the FIPS port only (databricks/terraform-databricks-sra, aws/tf, commit 72a96ea).
fn relay(world: &World) -> i64 {
    if world.account.partition.govcloud { 2443 } else { 6666 }
}

type Rules = for<'a> fn(&'a SecurityGroup) -> &'a [Permission];

fn ingress(group: &SecurityGroup) -> &[Permission] {
    &group.ingress
}

fn egress(group: &SecurityGroup) -> &[Permission] {
    &group.egress
}

fn admits_nodes(permission: &Permission, seen: &Seen) -> bool {
    let group = |peer: &String| seen.groups.iter().any(|group| group.id == *peer);
    let range = |peer: &String| {
        peer.parse::<Ipv4Net>()
            .is_ok_and(|range| seen.subnets.iter().all(|subnet| range.contains(&subnet.cidr)))
    };
    permission.peers.iter().any(|peer| group(peer) || range(peer))
}

fn reaches_databricks(seen: &Seen, port: i64) -> bool {
    let open = |it: &Permission| {
        covers(it, "tcp", port, port) && it.peers.iter().any(|peer| is_databricks(peer, seen))
    };
    seen.groups.iter().any(|group| group.egress.iter().any(open))
}

/// An endpoint or the VPC that holds it; without one, anything outside the VPC.
fn is_databricks(peer: &str, seen: &Seen) -> bool {
    let outside = |range: Ipv4Net| !seen.vpc.cidrs.iter().any(|cidr| cidr.contains(&range));
    let of_endpoint =
        |endpoint: &&VpcEndpoint| endpoint.security_groups.iter().any(|it| it == peer);
    match (peer.parse::<Ipv4Net>(), seen.endpoints.is_empty()) {
        (Ok(range), true) => outside(range),
        (Ok(_), false) => true,
        (Err(_), true) => peer.starts_with("pl-"),
        (Err(_), false) => seen.endpoints.iter().any(of_endpoint),
    }
}

fn names(seen: &Seen) -> String {
    let names: Vec<_> = seen.groups.iter().map(|group| group.id.as_str()).collect();
    format!("the security groups {}", names.join(", "))
}

fn covers(permission: &Permission, protocol: &str, from: i64, to: i64) -> bool {
    let Permission { protocol: allowed, from: first, to: last, .. } = permission;
    allowed == "-1"
        || (allowed == protocol
            && first.is_none_or(|first| first <= from)
            && last.is_none_or(|last| last >= to))
}
