//! What a part of a deployment is in this one: its name, its range, how many there are.

use blueprint::sections::metastore::Mode;
use blueprint::sections::network::{BackEnd, Egress, FrontEnd, Kind};
use blueprint::{Workspace, names};

use super::{Id, data};
use crate::shown::{
    cluster_subnets, count, hub_shown, managed_services_key, nat_subnets, offers_serverless,
    policy_shown, role_shown, root_bucket_shown, shown, subnets, vpc_shown, workspace_storage_key,
};

/// Comes with the workspace, or is made in it: nothing of it is generated.
pub(super) const INSIDE: &str = "in the workspace";
pub(super) const ACCOUNT: &str = "of the Databricks account";

/// What it is in this deployment; nothing if the deployment has none.
pub(super) fn here(id: Id, workspace: &Workspace) -> Option<String> {
    match id {
        Id::Workspace | Id::NetworkConfiguration | Id::PrivateAccessSettings => {
            of_control(id, workspace)
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
        | Id::Glue => data::here(id, workspace),
        Id::Shuffle => when(workspace.is_classic(), INSIDE),
        Id::ModelRegistry | Id::FeatureStoreMetadata => {
            when(workspace.metastore.is_unity_catalog(), INSIDE)
        }
        Id::HiveMetastore => hive(workspace),
        Id::ManagedVpc
        | Id::Vpc
        | Id::WorkspaceSubnets
        | Id::SecurityGroup
        | Id::Nat
        | Id::Firewall
        | Id::AwsEndpoints
        | Id::BackEndEndpoints
        | Id::TransitVpc => of_network(id, workspace),
        Id::CrossAccountRole | Id::RootBucket => of_account(id, workspace),
        Id::ManagedServicesKey => managed_services_key(workspace),
        Id::WorkspaceStorageKey => workspace_storage_key(workspace),
        Id::MlflowArtifacts => Some("buckets of yours, or of Unity Catalog".to_owned()),
        Id::Checkpoints | Id::FeatureStoreData | Id::ExecutionLogs => {
            Some("buckets of yours".to_owned())
        }
        Id::ServerlessCompute => {
            when(offers_serverless(workspace), &format!("in {}", workspace.region.name()))
        }
        Id::ConnectivityConfiguration => connectivity(workspace),
        Id::NetworkPolicy => {
            let serverless = workspace.network.serverless.as_ref();
            serverless.and_then(|it| it.policy.as_ref()).map(policy_shown)
        }
        Id::GitRemote => Some("connected by each user, or by a service principal".to_owned()),
        Id::ExternalHive => {
            let hive = workspace.metastore.external_hive.as_ref();
            hive.map(|hive| format!("{}, port {}", shown(&hive.addresses).join(", "), *hive.port))
        }
        Id::PrivateServices => private_services(workspace),
    }
}

pub(super) fn when(is_there: bool, text: &str) -> Option<String> {
    is_there.then(|| text.to_owned())
}

fn of_control(id: Id, workspace: &Workspace) -> Option<String> {
    let has_link =
        workspace.network.back_end().is_some() || workspace.network.front_end().is_some();
    let access =
        if workspace.network.is_private() { "registered endpoints only" } else { "any network" };
    match id {
        Id::NetworkConfiguration => {
            when(workspace.network.has_own_vpc(), &format!("of VPC {}", vpc_shown(workspace)))
        }
        Id::PrivateAccessSettings => when(has_link, access),
        _ => Some(format!(
            "{}, {} tier, {}",
            workspace.name.as_str(),
            *workspace.tier,
            workspace.region.name()
        )),
    }
}

fn hive(workspace: &Workspace) -> Option<String> {
    match *workspace.metastore.mode {
        Mode::LegacyHive => Some("in use".to_owned()),
        Mode::UnityCatalog if !*workspace.metastore.legacy_access => {
            Some("switched off".to_owned())
        }
        Mode::UnityCatalog if workspace.is_classic() => {
            Some("there, beside Unity Catalog".to_owned())
        }
        _ => None,
    }
}

fn of_network(id: Id, workspace: &Workspace) -> Option<String> {
    let own = workspace.network.customer_managed();
    let is_ours = workspace.network.workspace_subnets().is_some();
    match id {
        Id::ManagedVpc => {
            let is_theirs = matches!(workspace.network.kind, Kind::DatabricksManaged);
            when(is_theirs, &vpc_shown(workspace))
        }
        Id::Vpc => when(workspace.network.has_own_vpc(), &vpc_shown(workspace)),
        Id::WorkspaceSubnets => match &workspace.network.kind {
            Kind::Existing(existing) => Some(shown(&existing.subnet_ids).join(", ")),
            _ => when(is_ours, &subnets(cluster_subnets(workspace))),
        },
        Id::SecurityGroup => match &workspace.network.kind {
            Kind::Existing(existing) => Some(shown(&existing.security_group_ids).join(", ")),
            _ => when(is_ours, &names::workspace_security_group(workspace)),
        },
        Id::Nat => nat(workspace),
        Id::Firewall => hub_shown(workspace),
        Id::AwsEndpoints => {
            let whose = own.map_or_else(
                || "of the VPC's owner".to_owned(),
                |own| format!("in {}", count(own.endpoint_subnets.len(), "zone")),
            );
            when(is_ours, &format!("S3 gateway; STS and Kinesis {whose}"))
        }
        Id::BackEndEndpoints => workspace.network.back_end().map(|back_end| match **back_end {
            BackEnd::Create => "REST API and relay, in the endpoint subnets".to_owned(),
            BackEnd::Existing(_) => "REST API and relay, registered already".to_owned(),
            BackEnd::OfOwner => "REST API and relay of the VPC's owner".to_owned(),
        }),
        _ => workspace.network.front_end().map(|front_end| match front_end {
            FrontEnd::Existing(endpoint) => format!("registered endpoint {}", *endpoint.id),
            FrontEnd::Create(transit) => {
                format!("{}, {}", *transit.cidr, count(transit.subnets.len(), "zone"))
            }
        }),
    }
}

fn nat(workspace: &Workspace) -> Option<String> {
    match (&workspace.network.kind, workspace.network.egress()) {
        (Kind::DatabricksManaged, _) => Some("1, made and kept by Databricks".to_owned()),
        (Kind::CustomerManaged(_), Some(Egress::NatPerZone | Egress::SingleNat)) => {
            let places = nat_subnets(workspace);
            Some(format!("{}: {}", places.len(), subnets(places)))
        }
        (_, Some(Egress::NatPerZone | Egress::SingleNat)) => Some("of the VPC's owner".to_owned()),
        _ => None,
    }
}

fn of_account(id: Id, workspace: &Workspace) -> Option<String> {
    let shown = match id {
        Id::CrossAccountRole => role_shown(workspace),
        _ => root_bucket_shown(workspace),
    };
    when(workspace.is_classic(), &shown)
}

fn connectivity(workspace: &Workspace) -> Option<String> {
    let rules = count(workspace.network.private_endpoints().count(), "private endpoint rule");
    let serverless = workspace.network.serverless.as_ref();
    let has_one = serverless.is_some_and(|it| it.connectivity_configuration.is_some());
    when(has_one, &format!("of {}, {rules}", workspace.region.name()))
}

fn private_services(workspace: &Workspace) -> Option<String> {
    let targets: Vec<_> =
        workspace.network.private_endpoints().flat_map(|(_, it)| it.targets()).collect();
    when(!targets.is_empty(), &targets.join(", "))
}
