//! What a part of a deployment is in this one: its name, its range, how many there are.

use super::{Id, data};
use crate::names::{count, subnets};
use crate::site::{BackEnd, Metastore, Policy, Site, Vpc, WayOut, shown};

/// Comes with the workspace, or is made in it: nothing of it is generated.
pub(super) const INSIDE: &str = "in the workspace";
pub(super) const ACCOUNT: &str = "of the Databricks account";

/// What it is in this deployment; nothing if the deployment has none.
pub(super) fn here(id: Id, site: &Site) -> Option<String> {
    match id {
        Id::Workspace | Id::NetworkConfiguration | Id::PrivateAccessSettings => {
            of_control(id, site)
        }
        Id::NotebookSource | Id::GitFolders | Id::JobScheduler | Id::SqlWarehouse => {
            Some(INSIDE.to_owned())
        }
        Id::Users
        | Id::Groups
        | Id::GroupMembership
        | Id::ServicePrincipals
        | Id::WorkspaceAccess
        | Id::ClusterConfiguration
        | Id::Metastore
        | Id::Catalog
        | Id::Schema
        | Id::Volume
        | Id::Permissions
        | Id::ExternalLocation
        | Id::InstanceProfiles
        | Id::DataRoles
        | Id::DataLake
        | Id::DeltaTables
        | Id::IdentityProvider
        | Id::Glue => data::here(id, site),
        Id::Shuffle => when(site.is_classic(), INSIDE),
        Id::ModelRegistry | Id::FeatureStoreMetadata => when(site.has_unity_catalog(), INSIDE),
        Id::HiveMetastore => hive(site),
        Id::ManagedVpc
        | Id::Vpc
        | Id::WorkspaceSubnets
        | Id::SecurityGroup
        | Id::Nat
        | Id::Firewall
        | Id::AwsEndpoints
        | Id::BackEndEndpoints
        | Id::TransitVpc => of_network(id, site),
        Id::CrossAccountRole | Id::RootBucket => of_account(id, site),
        Id::ManagedServicesKey => site.managed_services_key(),
        Id::WorkspaceStorageKey => site.workspace_storage_key(),
        Id::MlflowArtifacts => Some("buckets of yours, or of Unity Catalog".to_owned()),
        Id::Checkpoints | Id::FeatureStoreData | Id::ExecutionLogs => {
            Some("buckets of yours".to_owned())
        }
        Id::ServerlessCompute => when(site.has_serverless(), &format!("in {}", site.region())),
        Id::ConnectivityConfiguration => connectivity(site),
        Id::NetworkPolicy => site.serverless.policy.as_ref().map(Policy::shown),
        Id::GitRemote => Some("connected by each user, or by a service principal".to_owned()),
        Id::ExternalHive => match &site.metastore {
            Metastore::ExternalHive { addresses, port } => {
                Some(format!("{}, port {port}", addresses.join(", ")))
            }
            _ => None,
        },
        Id::PrivateServices => private_services(site),
    }
}

pub(super) fn when(is_there: bool, text: &str) -> Option<String> {
    is_there.then(|| text.to_owned())
}

fn of_control(id: Id, site: &Site) -> Option<String> {
    let has_link = site.back_end.is_some() || site.front_end.is_some();
    let access = if site.public_access { "any network" } else { "registered endpoints only" };
    match id {
        Id::NetworkConfiguration => {
            when(site.has_your_vpc(), &format!("of VPC {}", site.vpc_shown()))
        }
        Id::PrivateAccessSettings => when(has_link, access),
        _ => Some(format!("{}, {} tier, {}", site.name(), *site.workspace.tier, site.region())),
    }
}

fn hive(site: &Site) -> Option<String> {
    match site.metastore {
        Metastore::LegacyHive => Some("in use".to_owned()),
        Metastore::UnityCatalog { hive_off: true } => Some("switched off".to_owned()),
        Metastore::UnityCatalog { .. } if site.is_classic() => {
            Some("there, beside Unity Catalog".to_owned())
        }
        _ => None,
    }
}

fn of_network(id: Id, site: &Site) -> Option<String> {
    let own = site.own_vpc();
    let is_ours = site.has_our_vpc();
    match id {
        Id::ManagedVpc => when(matches!(site.vpc, Vpc::Databricks), &site.vpc_shown()),
        Id::Vpc => when(site.has_your_vpc(), &site.vpc_shown()),
        Id::WorkspaceSubnets => match site.vpc {
            Vpc::Existing(existing) => Some(shown(&existing.subnet_ids).join(", ")),
            _ => when(is_ours, &subnets(site.subnets)),
        },
        Id::SecurityGroup => match site.vpc {
            Vpc::Existing(existing) => Some(shown(&existing.security_group_ids).join(", ")),
            _ => when(is_ours, &format!("{}-workspace", site.name())),
        },
        Id::Nat => nat(site),
        Id::Firewall => site.hub_shown(),
        Id::AwsEndpoints => {
            let whose = own.map_or_else(
                || "of the VPC's owner".to_owned(),
                |own| format!("in {}", count(own.endpoint_subnets.len(), "zone")),
            );
            when(is_ours, &format!("S3 gateway; STS and Kinesis {whose}"))
        }
        Id::BackEndEndpoints => site.back_end.map(|back_end| match back_end {
            BackEnd::Created => "REST API and relay, in the endpoint subnets".to_owned(),
            BackEnd::Existing => "REST API and relay, registered already".to_owned(),
            BackEnd::Shared => "REST API and relay of the VPC's owner".to_owned(),
        }),
        _ => site.front_end.as_ref().map(|front_end| match &front_end.existing {
            Some(id) => format!("registered endpoint {id}"),
            None => format!("{}, {}", front_end.cidr, count(front_end.subnets.len(), "zone")),
        }),
    }
}

fn nat(site: &Site) -> Option<String> {
    match (site.way_out, &site.vpc) {
        (WayOut::DatabricksNat, _) => Some("1, made and kept by Databricks".to_owned()),
        (WayOut::NatPerZone | WayOut::SingleNat, Vpc::Own(_)) => {
            let places = site.nat_subnets();
            Some(format!("{}: {}", places.len(), subnets(places)))
        }
        (WayOut::NatPerZone | WayOut::SingleNat, _) => Some("of the VPC's owner".to_owned()),
        _ => None,
    }
}

fn of_account(id: Id, site: &Site) -> Option<String> {
    let shown = match id {
        Id::CrossAccountRole => site.role_shown(),
        _ => site.root_bucket_shown(),
    };
    when(site.is_classic(), &shown)
}

fn connectivity(site: &Site) -> Option<String> {
    let rules = count(site.serverless.endpoints.len(), "private endpoint rule");
    when(site.serverless.has_configuration, &format!("of {}, {rules}", site.region()))
}

fn private_services(site: &Site) -> Option<String> {
    let targets: Vec<_> =
        site.serverless.endpoints.iter().flat_map(|e| &e.targets).map(String::as_str).collect();
    when(!targets.is_empty(), &targets.join(", "))
}
