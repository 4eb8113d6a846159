//! Rules about serverless workspaces, and about serverless compute: its network policies and private endpoints.

mod connectivity_configuration_removed;
mod endpoint_service_in_another_region;
mod legacy_data_access_on_serverless;
mod legacy_metastore_on_serverless;
mod network_policy_below_enterprise;
mod network_policy_removed;
mod private_endpoint_below_enterprise;
mod private_endpoint_without_connectivity_configuration;
mod serverless_network_in_govcloud;
mod serverless_workspace_below_premium;
mod serverless_workspace_in_govcloud;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    connectivity_configuration_removed::RULE,
    endpoint_service_in_another_region::RULE,
    reading(
        "incomplete-private-endpoint",
        Severity::Error,
        Area::Serverless,
        include_str!("incomplete_private_endpoint.md"),
    ),
    legacy_data_access_on_serverless::RULE,
    legacy_metastore_on_serverless::RULE,
    network_policy_below_enterprise::RULE,
    network_policy_removed::RULE,
    private_endpoint_below_enterprise::RULE,
    reading(
        "private-endpoint-for-service-and-buckets",
        Severity::Error,
        Area::Serverless,
        include_str!("private_endpoint_for_service_and_buckets.md"),
    ),
    private_endpoint_without_connectivity_configuration::RULE,
    serverless_network_in_govcloud::RULE,
    serverless_workspace_below_premium::RULE,
    serverless_workspace_in_govcloud::RULE,
    reading(
        "too-many-private-endpoint-domains",
        Severity::Error,
        Area::Serverless,
        include_str!("too_many_private_endpoint_domains.md"),
    ),
];
