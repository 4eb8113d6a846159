//! The least tier of a workspace, feature by feature.

use blueprint::Workspace;
use blueprint::sections::network::Kind;
use blueprint::tiers::{Feature, gate};
use blueprint::values::Tier;
use serde::Serialize;

use crate::shown::{ip_access_list, managed_services_key, workspace_storage_key};

#[derive(Debug, Serialize)]
pub struct TierReport {
    /// What the blueprint says.
    pub written: Tier,
    /// What its features need.
    pub least: Tier,
    pub features: Vec<FeatureReport>,
}

#[derive(Debug, Serialize)]
pub struct FeatureReport {
    pub name: &'static str,
    pub formerly: &'static [String],
    pub least: Tier,
    pub source: &'static str,
}

pub(crate) fn of(workspace: &Workspace) -> TierReport {
    let features: Vec<_> = used(workspace).into_iter().map(report).collect();
    let least = features.iter().map(|feature| feature.least).max().unwrap_or(Tier::Standard);
    TierReport { written: *workspace.tier, least, features }
}

fn report(feature: Feature) -> FeatureReport {
    let gate = gate(feature);
    let (name, source) = (gate.name.as_str(), gate.source.as_str());
    FeatureReport { name, formerly: &gate.formerly, least: gate.least, source }
}

/// What the blueprint asks for; not what a tier brings unasked.
fn used(workspace: &Workspace) -> Vec<Feature> {
    let is_used = |feature: &Feature| match feature {
        Feature::DatabricksManagedVpc => matches!(&workspace.network.kind, Kind::DatabricksManaged),
        Feature::CustomerManagedVpc => workspace.network.has_own_vpc(),
        Feature::SecureClusterConnectivity => workspace.is_classic(),
        Feature::BackEndPrivateLink => workspace.network.back_end().is_some(),
        Feature::FrontEndPrivateLink => workspace.network.front_end().is_some(),
        Feature::ServiceDirect => workspace.network.has_service_direct(),
        Feature::IpAccessLists => !ip_access_list(workspace).is_empty(),
        Feature::ManagedServicesKey => managed_services_key(workspace).is_some(),
        Feature::WorkspaceStorageKey => workspace_storage_key(workspace).is_some(),
        Feature::UnityCatalog => workspace.metastore.is_unity_catalog(),
        Feature::ServerlessCompute => !workspace.is_classic(),
        Feature::ServerlessPrivateEndpoints => {
            workspace.network.private_endpoints().next().is_some()
        }
        Feature::ServerlessNetworkPolicy => {
            workspace.network.serverless.as_ref().is_some_and(|it| it.policy.is_some())
        }
        Feature::InstanceProfiles => !workspace.data_access.profiles.is_empty(),
        Feature::CredentialPassthrough => workspace.data_access.has_passthrough(),
        Feature::AutomaticClusterUpdate
        | Feature::EnhancedSecurityMonitoring
        | Feature::ComplianceSecurityProfile => false,
    };
    Feature::ALL.into_iter().filter(is_used).collect()
}
