//! What the service finds out about a network once a workspace uses it: the workspace fails, and the network
//! says why.

use crate::entities::credentials;
use crate::entities::vpc_endpoints::{self, endpoint_ids};
use crate::facts::{SecurityGroup, Subnet, Vpc, VpcEndpoint};
use crate::network::seen::{Finding, Seen, error};
use crate::network::{endpoint_reach, security_groups, ways_out};
use crate::object::{Object, text, texts};
use crate::workspace::using;
use crate::world::World;

#[derive(Debug, Default)]
pub(crate) struct Health {
    pub(crate) errors: Vec<Finding>,
    pub(crate) warnings: Vec<Finding>,
}

impl Health {
    pub(crate) fn status(&self) -> &'static str {
        match (self.errors.is_empty(), self.warnings.is_empty()) {
            (false, _) => "BROKEN",
            (true, false) => "WARNED",
            (true, true) => "VALID",
        }
    }
}

pub(crate) fn of(network: &Object, region: &str, world: &World) -> Health {
    let mut health = Health::default();
    let errors = &mut health.errors;
    let Some(seen) = look(network, region, world, errors) else { return health };
    dns_flags(&seen, errors);
    subnets_of_vpc(&seen, errors);
    zones_differ(&seen, errors);
    netmasks(&seen, errors);
    way_out(&seen, world, errors);
    groups_of_vpc(&seen, errors);
    security_groups::nodes_reach_each_other(&seen, errors);
    endpoints_are_there(network, world, errors);
    endpoints_in_vpc(&seen, errors);
    endpoint_reach::nodes_reach_databricks(&seen, world, errors);
    endpoint_reach::nodes_reach_aws(&seen, world, errors);
    health
}

/// AWS account of the role with which the workspace on this network looks around.
fn aws_account<'a>(network: &Object, world: &World<'a>) -> Option<&'a str> {
    let workspace = using("network_id", &network["network_id"], world)?;
    let credentials = text(workspace, "credentials_id")?;
    let credentials = world.object(credentials::ENTITY.collection, credentials)?;
    credentials::role_arn(credentials)?.split(':').nth(4)
}

/// `None` if there is no VPC to judge by.
fn look<'a>(
    network: &Object,
    region: &str,
    world: &World<'a>,
    errors: &mut Vec<Finding>,
) -> Option<Seen<'a>> {
    let account = aws_account(network, world)?;
    let here = |owner: &str, of: &str| owner == account && of == region;
    let id = text(network, "vpc_id").unwrap_or_default();
    let Some(vpc) = world.aws.vpcs.iter().find(|it| it.id == id && here(&it.account, &it.region))
    else {
        error(errors, "vpc", format!("the VPC {id} does not exist in {region}"));
        return None;
    };
    let mut subnets = Vec::new();
    for id in texts(network.get("subnet_ids")) {
        match world.aws.subnets.iter().find(|it| it.id == id && here(&it.account, &it.region)) {
            Some(subnet) => subnets.push(subnet),
            None => error(errors, "subnet", format!("the subnet {id} does not exist in {region}")),
        }
    }
    let mut groups = Vec::new();
    for id in texts(network.get("security_group_ids")) {
        let all = &world.aws.security_groups;
        let found = all.iter().find(|it| it.id == id && here(&it.account, &it.region));
        if let Some(group) = found {
            groups.push(group);
        } else {
            let message = format!("the security group {id} does not exist in {region}");
            error(errors, "securityGroup", message);
        }
    }
    let endpoints =
        endpoint_ids(network).into_iter().filter_map(|id| endpoint(id, world)).collect();
    Some(Seen { vpc, subnets, groups, endpoints })
}

fn dns_flags(seen: &Seen, errors: &mut Vec<Finding>) {
    let Vpc { id, dns_support, dns_hostnames, .. } = seen.vpc;
    if !dns_support {
        error(errors, "vpc", format!("the VPC {id} has DNS resolution off"));
    }
    if !dns_hostnames {
        error(errors, "vpc", format!("the VPC {id} has DNS hostnames off"));
    }
}

fn subnets_of_vpc(seen: &Seen, errors: &mut Vec<Finding>) {
    for subnet in seen.subnets.iter().filter(|subnet| subnet.vpc != seen.vpc.id) {
        let Subnet { id, vpc, .. } = subnet;
        error(errors, "subnet", format!("the subnet {id} is in {vpc}, not in {}", seen.vpc.id));
    }
}

fn zones_differ(seen: &Seen, errors: &mut Vec<Finding>) {
    for (at, subnet) in seen.subnets.iter().enumerate() {
        if let Some(other) = seen.subnets[..at].iter().find(|it| it.zone == subnet.zone) {
            let (a, b, zone) = (&other.id, &subnet.id, &subnet.zone);
            let message = format!("the subnets {a} and {b} are both in {zone}: one for each zone");
            error(errors, "subnet", message);
        }
    }
}

fn netmasks(seen: &Seen, errors: &mut Vec<Finding>) {
    let outside = |subnet: &&&Subnet| !(17..=26).contains(&subnet.cidr.prefix_len());
    for subnet in seen.subnets.iter().filter(outside) {
        let (id, length) = (&subnet.id, subnet.cidr.prefix_len());
        let message =
            format!("the netmask of the subnet {id} is /{length}, not between /17 and /26");
        error(errors, "subnet", message);
    }
}

/// Over the endpoints with PrivateLink, over a route to the internet otherwise.
fn way_out(seen: &Seen, world: &World, errors: &mut Vec<Finding>) {
    for subnet in seen.subnets.iter().filter(|subnet| !seen.is_isolated(subnet)) {
        if let Err(why) = ways_out::leads_out(subnet, world.aws) {
            error(errors, "subnet", why);
        }
    }
}

fn groups_of_vpc(seen: &Seen, errors: &mut Vec<Finding>) {
    for group in seen.groups.iter().filter(|group| group.vpc != seen.vpc.id) {
        let SecurityGroup { id, vpc, .. } = group;
        let message = format!("the security group {id} is in {vpc}, not in {}", seen.vpc.id);
        error(errors, "securityGroup", message);
    }
}

fn endpoints_are_there(network: &Object, world: &World, errors: &mut Vec<Finding>) {
    for id in endpoint_ids(network).into_iter().filter(|id| endpoint(id, world).is_none()) {
        error(errors, "vpc", format!("the VPC endpoint of {id} does not exist"));
    }
}

/// In AWS, of the id of a registration.
fn endpoint<'a>(id: &str, world: &World<'a>) -> Option<&'a VpcEndpoint> {
    vpc_endpoints::endpoint(world.object(vpc_endpoints::ENTITY.collection, id)?, world)
}

fn endpoints_in_vpc(seen: &Seen, errors: &mut Vec<Finding>) {
    for endpoint in seen.endpoints.iter().filter(|endpoint| endpoint.vpc != seen.vpc.id) {
        let VpcEndpoint { id, vpc, .. } = endpoint;
        error(errors, "vpc", format!("the VPC endpoint {id} is in {vpc}, not in {}", seen.vpc.id));
    }
}
