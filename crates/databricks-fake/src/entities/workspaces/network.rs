//! How a workspace and its network fit: what is refused at once.

use crate::entities::networks;
use crate::entities::private_access_settings::{self, public_access};
use crate::entities::vpc_endpoints::{self, endpoint_ids};
use crate::object::{Object, plain, text, texts};
use crate::permissions::{Network, Place};
use crate::refused::Refused;
use crate::settings::Tier;
use crate::workspace::{self, others, tier_of};
use crate::world::World;

pub(crate) fn check(workspace: &Object, world: &World) -> Result<(), Refused> {
    let part = |field: &str, collection: &str| {
        text(workspace, field).and_then(|id| world.object(collection, id))
    };
    let network = part("network_id", networks::ENTITY.collection);
    let settings = part("private_access_settings_id", private_access_settings::ENTITY.collection);
    if let Some(network) = network {
        own_vpc_needs_premium(workspace, world)?;
        network_is_free(workspace, network, world)?;
        parts_are_free(workspace, network, world)?;
        endpoints_of_region(workspace, network, world)?;
    }
    private_link(workspace, network, settings, world)
}

/// Where instances of the network may be launched: in each subnet, with each security group.
pub(crate) fn places<'a>(network: &'a Object, place: Place<'a>) -> Vec<Place<'a>> {
    let vpc = text(network, "vpc_id").unwrap_or_default();
    let groups = texts(network.get("security_group_ids"));
    let subnets = texts(network.get("subnet_ids"));
    let in_subnet = |&subnet: &&'a str| {
        let with = move |&security_group: &&'a str| Place {
            network: Some(Network { vpc, subnet, security_group }),
            ..place
        };
        groups.iter().map(with).collect::<Vec<_>>()
    };
    subnets.iter().flat_map(in_subnet).collect()
}

fn own_vpc_needs_premium(workspace: &Object, world: &World) -> Result<(), Refused> {
    if tier_of(workspace, world) >= Tier::Premium {
        return Ok(());
    }
    Err(Refused::invalid("a customer-managed VPC needs the pricing tier PREMIUM"))
}

fn network_is_free(workspace: &Object, network: &Object, world: &World) -> Result<(), Refused> {
    let id = &network[networks::ENTITY.id];
    match others(workspace, world).find(|other| other.get("network_id") == Some(id)) {
        Some(other) => Err(Refused::invalid(format!(
            "Network {} is already used by workspace {}",
            plain(id),
            plain(&other[workspace::ID])
        ))),
        None => Ok(()),
    }
}

/// Two configurations may name a subnet, as the replacement of one by the other does; two workspaces may not
/// run in it (databricks-sdk-go 0.170.0, service/provisioning, `Network`).
fn parts_are_free(workspace: &Object, network: &Object, world: &World) -> Result<(), Refused> {
    for other in others(workspace, world) {
        let theirs = text(other, "network_id");
        let theirs = theirs.and_then(|id| world.object(networks::ENTITY.collection, id));
        for (noun, field) in [("Subnet", "subnet_ids"), ("Security group", "security_group_ids")] {
            let used = texts(theirs.and_then(|theirs| theirs.get(field)));
            if let Some(id) = texts(network.get(field)).into_iter().find(|id| used.contains(id)) {
                let other = plain(&other[workspace::ID]);
                let message = format!("{noun} {id} is already used by workspace {other}");
                return Err(Refused::invalid(message));
            }
        }
    }
    Ok(())
}

fn endpoints_of_region(workspace: &Object, network: &Object, world: &World) -> Result<(), Refused> {
    for id in endpoint_ids(network) {
        let endpoint = world.object(vpc_endpoints::ENTITY.collection, id);
        let region = endpoint.and_then(|endpoint| text(endpoint, "region"));
        if region != text(workspace, "aws_region") {
            let region = region.unwrap_or("no region");
            return Err(Refused::malformed(format!(
                "Private link: VPC endpoint {id} is in {region}, not in the region of the workspace"
            )));
        }
    }
    Ok(())
}

/// "Cannot create PrivateLink workspace": databricks/terraform-provider-databricks pull request 1668.
fn private_link(
    workspace: &Object,
    network: Option<&Object>,
    settings: Option<&Object>,
    world: &World,
) -> Result<(), Refused> {
    let refuse =
        |why: &str| Err(Refused::malformed(format!("Cannot create PrivateLink workspace: {why}")));
    let back_end = network.is_some_and(|network| !endpoint_ids(network).is_empty());
    let Some(settings) = settings else {
        if back_end {
            return refuse("a network with VPC endpoints needs private_access_settings_id");
        }
        return Ok(());
    };
    if tier_of(workspace, world) < Tier::Enterprise {
        return refuse("it needs the pricing tier ENTERPRISE");
    }
    if network.is_none() {
        return refuse("it needs a customer-managed VPC, network_id");
    }
    if text(settings, "region") != text(workspace, "aws_region") {
        return refuse("the private access settings are of another region");
    }
    if !public_access(settings) && !back_end {
        return refuse("without public access the network needs its VPC endpoints");
    }
    Ok(())
}
