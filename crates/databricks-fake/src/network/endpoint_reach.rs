//! Whether nodes reach what they need: the control plane, and S3, STS and Kinesis.
//!
//! The service creates a workspace whose clusters reach nothing, and the first cluster fails with a bootstrap
//! timeout. Here the workspace fails already: nobody starts a cluster in a rehearsal.

use ipnet::Ipv4Net;

use crate::entities::vpc_endpoints::use_case;
use crate::facts::{SecurityGroup, VpcEndpoint};
use crate::network::security_groups::{may_enter, may_leave, names};
use crate::network::seen::{Finding, Seen, error};
use crate::world::World;

const HTTPS: i64 = 443;

/// AWS services that every node uses, as their endpoint services are called.
const SERVICES: [&str; 2] = ["sts", "kinesis-streams"];

/// Over its endpoints where the network has them, over the internet otherwise.
pub(crate) fn nodes_reach_databricks(seen: &Seen, world: &World, errors: &mut Vec<Finding>) {
    if seen.endpoints.is_empty() && !may_leave(seen, HTTPS, |peer| is_outside(peer, seen, world)) {
        let message = format!("{} do not allow egress to tcp {HTTPS}", names(seen));
        error(errors, "securityGroup", message);
    }
    for endpoint in &seen.endpoints {
        for port in ports(endpoint, world) {
            reaches(endpoint, port, seen, world, errors);
        }
        if !endpoint.private_dns && seen.subnets.iter().any(|subnet| seen.is_isolated(subnet)) {
            let message = format!("the VPC endpoint {} has private DNS off", endpoint.id);
            error(errors, "vpc", message);
        }
    }
}

/// Source: databricks/terraform-databricks-sra, aws/tf, commit 72a96ea. GovCloud's relay has the FIPS port only.
fn ports(endpoint: &VpcEndpoint, world: &World) -> Vec<i64> {
    match use_case(endpoint, world) {
        Some("DATAPLANE_RELAY_ACCESS") if world.account.partition.govcloud => vec![2443],
        Some("DATAPLANE_RELAY_ACCESS") => vec![2443, 6666],
        _ => [HTTPS].into_iter().chain(8443..=8451).collect(),
    }
}

/// An endpoint with private DNS answers for its service in the whole VPC, whether nodes may reach it or not.
pub(crate) fn nodes_reach_aws(seen: &Seen, world: &World, errors: &mut Vec<Finding>) {
    let region = &seen.vpc.region;
    let isolated: Vec<_> = seen.subnets.iter().filter(|subnet| seen.is_isolated(subnet)).collect();
    for service in SERVICES {
        let name = format!("com.amazonaws.{region}.{service}");
        let here =
            |it: &&VpcEndpoint| it.vpc == seen.vpc.id && it.service == name && it.private_dns;
        match world.aws.vpc_endpoints.iter().find(here) {
            Some(endpoint) => reaches(endpoint, HTTPS, seen, world, errors),
            None if isolated.is_empty() => {}
            None => {
                let id = &seen.vpc.id;
                let message =
                    format!("nodes do not reach {name}: the VPC {id} has no endpoint for it");
                error(errors, "vpc", message);
            }
        }
    }
    let name = format!("com.amazonaws.{region}.s3");
    let gateway = |target: &str| {
        let mut endpoints = world.aws.vpc_endpoints.iter();
        endpoints.any(|it| it.id == target && it.service == name && it.kind == "Gateway")
    };
    for subnet in isolated {
        if !subnet.routes.iter().any(|route| gateway(&route.target)) {
            let id = &subnet.id;
            error(
                errors,
                "subnet",
                format!("the subnet {id} has no route to a gateway endpoint of S3"),
            );
        }
    }
    let is_s3 = |peer: &str| is_outside(peer, seen, world) || list_name(peer, world) == Some(&name);
    if !may_leave(seen, HTTPS, is_s3) {
        let message = format!("{} do not allow egress to S3 at tcp {HTTPS}", names(seen));
        error(errors, "securityGroup", message);
    }
}

/// Out of the nodes' groups, and into the endpoint's.
fn reaches(
    endpoint: &VpcEndpoint,
    port: i64,
    seen: &Seen,
    world: &World,
    errors: &mut Vec<Finding>,
) {
    let id = &endpoint.id;
    if !may_leave(seen, port, |peer| leads_to(peer, endpoint, world)) {
        let message =
            format!("{} do not allow egress to the VPC endpoint {id} at tcp {port}", names(seen));
        error(errors, "securityGroup", message);
    }
    let own = |group: &&SecurityGroup| endpoint.security_groups.contains(&group.id);
    if !may_enter(world.aws.security_groups.iter().filter(own), port, seen) {
        let message = format!(
            "the security groups of the VPC endpoint {id} do not let {} in to tcp {port}",
            names(seen)
        );
        error(errors, "securityGroup", message);
    }
}

/// A group of the endpoint, or a range that holds all its subnets.
fn leads_to(peer: &str, endpoint: &VpcEndpoint, world: &World) -> bool {
    let Ok(range) = peer.parse::<Ipv4Net>() else {
        return endpoint.security_groups.iter().any(|group| group == peer);
    };
    let mut subnets = world.aws.subnets.iter().filter(|it| endpoint.subnets.contains(&it.id));
    subnets.all(|subnet| range.contains(&subnet.cidr))
}

/// Addresses outside the VPC, of which nobody here knows whose they are; a list of AWS' own is not Databricks'.
fn is_outside(peer: &str, seen: &Seen, world: &World) -> bool {
    match peer.parse::<Ipv4Net>() {
        Ok(range) => !seen.vpc.cidrs.iter().any(|cidr| cidr.contains(&range)),
        Err(_) => {
            peer.starts_with("pl-")
                && !list_name(peer, world).is_some_and(|name| name.starts_with("com.amazonaws."))
        }
    }
}

fn list_name<'a>(id: &str, world: &World<'a>) -> Option<&'a String> {
    world.aws.prefix_lists.iter().find(|list| list.id == id)?.name.as_ref()
}

#[cfg(test)]
mod tests;
