//! The least tier of a workspace, feature by feature.

use blueprint::tiers::{Feature, gate};
use blueprint::values::Tier;
use serde::Serialize;

use crate::site::{Site, Vpc};

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

pub(crate) fn of(site: &Site) -> TierReport {
    let features: Vec<_> = used(site).into_iter().map(report).collect();
    let least = features.iter().map(|feature| feature.least).max().unwrap_or(Tier::Standard);
    TierReport { written: *site.workspace.tier, least, features }
}

fn report(feature: Feature) -> FeatureReport {
    let gate = gate(feature);
    let (name, source) = (gate.name.as_str(), gate.source.as_str());
    FeatureReport { name, formerly: &gate.formerly, least: gate.least, source }
}

/// What the blueprint asks for; not what a tier brings unasked.
fn used(site: &Site) -> Vec<Feature> {
    let is_used = |feature: &Feature| match feature {
        Feature::DatabricksManagedVpc => matches!(site.vpc, Vpc::Databricks),
        Feature::CustomerManagedVpc => site.has_your_vpc(),
        Feature::SecureClusterConnectivity => site.is_classic(),
        Feature::BackEndPrivateLink => site.back_end.is_some(),
        Feature::FrontEndPrivateLink => site.front_end.is_some(),
        Feature::ServiceDirect => site.service_direct,
        Feature::IpAccessLists => !site.ip_access_list.is_empty(),
        Feature::ManagedServicesKey => site.managed_services_key().is_some(),
        Feature::WorkspaceStorageKey => site.workspace_storage_key().is_some(),
        Feature::UnityCatalog => site.has_unity_catalog(),
        Feature::ServerlessCompute => !site.is_classic(),
        Feature::ServerlessPrivateEndpoints => !site.serverless.endpoints.is_empty(),
        Feature::ServerlessNetworkPolicy => site.serverless.policy.is_some(),
        Feature::InstanceProfiles => site.workspace.data_access.instance_profiles,
        Feature::CredentialPassthrough => site.workspace.data_access.passthrough,
        Feature::AutomaticClusterUpdate
        | Feature::EnhancedSecurityMonitoring
        | Feature::ComplianceSecurityProfile => false,
    };
    Feature::ALL.into_iter().filter(is_used).collect()
}
