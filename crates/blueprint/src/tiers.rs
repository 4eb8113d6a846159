//! Which tier a feature needs, from `data/tiers.toml`. What a blueprint's tier is worth is for rules to
//! say, and for a description to explain: both ask here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Tier;

/// What a tier gates, in the order in which a description lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feature {
    DatabricksManagedVpc,
    CustomerManagedVpc,
    SecureClusterConnectivity,
    BackEndPrivateLink,
    FrontEndPrivateLink,
    ServiceDirect,
    IpAccessLists,
    ManagedServicesKey,
    WorkspaceStorageKey,
    InstanceProfiles,
    CredentialPassthrough,
    UnityCatalog,
    ServerlessCompute,
    ServerlessPrivateEndpoints,
    ServerlessNetworkPolicy,
    AutomaticClusterUpdate,
    EnhancedSecurityMonitoring,
    ComplianceSecurityProfile,
}

/// What the data says of a feature.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Today's, as it stands within a sentence.
    pub name: String,
    /// What older pages and contracts call it.
    pub formerly: Vec<String>,
    pub least: Tier,
    /// An address without its scheme, or words that say why there is none.
    pub source: String,
}

static GATES: LazyLock<BTreeMap<Feature, Gate>> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/tiers.toml")).expect("a test reads the data")
});

impl Feature {
    pub const ALL: [Self; 18] = [
        Self::DatabricksManagedVpc,
        Self::CustomerManagedVpc,
        Self::SecureClusterConnectivity,
        Self::BackEndPrivateLink,
        Self::FrontEndPrivateLink,
        Self::ServiceDirect,
        Self::IpAccessLists,
        Self::ManagedServicesKey,
        Self::WorkspaceStorageKey,
        Self::InstanceProfiles,
        Self::CredentialPassthrough,
        Self::UnityCatalog,
        Self::ServerlessCompute,
        Self::ServerlessPrivateEndpoints,
        Self::ServerlessNetworkPolicy,
        Self::AutomaticClusterUpdate,
        Self::EnhancedSecurityMonitoring,
        Self::ComplianceSecurityProfile,
    ];
}

pub fn gate(feature: Feature) -> &'static Gate {
    &GATES[&feature]
}

/// The lowest tier that has `feature`.
pub fn least(feature: Feature) -> Tier {
    gate(feature).least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_gate_with_a_source() {
        assert_eq!(GATES.keys().copied().collect::<Vec<_>>(), Feature::ALL);
        assert!(GATES.values().all(|gate| !gate.name.is_empty() && !gate.source.is_empty()));
    }

    #[test]
    fn private_links_and_keys_are_enterprise() {
        let enterprise = [
            Feature::BackEndPrivateLink,
            Feature::FrontEndPrivateLink,
            Feature::ManagedServicesKey,
            Feature::WorkspaceStorageKey,
        ];
        assert!(enterprise.map(least).iter().all(|tier| *tier == Tier::Enterprise));
        assert_eq!(least(Feature::CustomerManagedVpc), Tier::Premium);
    }
}
