//! What security groups let nodes do, to each other and to others.

use ipnet::Ipv4Net;

use crate::facts::{Permission, SecurityGroup};
use crate::network::seen::{Finding, Seen, error};

/// TCP and UDP on all ports, in and out, among the instances themselves.
pub(crate) fn nodes_reach_each_other(seen: &Seen, errors: &mut Vec<Finding>) {
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

/// Whether nodes may open connections to a port of what `peer` accepts.
pub(crate) fn may_leave(seen: &Seen, port: i64, peer: impl Fn(&str) -> bool) -> bool {
    let open =
        |it: &Permission| covers(it, "tcp", port, port) && it.peers.iter().any(|it| peer(it));
    seen.groups.iter().any(|group| group.egress.iter().any(open))
}

/// Whether one of the groups lets nodes in at a port.
pub(crate) fn may_enter<'a>(
    mut groups: impl Iterator<Item = &'a SecurityGroup>,
    port: i64,
    seen: &Seen,
) -> bool {
    let open = |it: &Permission| covers(it, "tcp", port, port) && admits_nodes(it, seen);
    groups.any(|group| group.ingress.iter().any(open))
}

pub(crate) fn names(seen: &Seen) -> String {
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
