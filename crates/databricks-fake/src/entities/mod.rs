//! Every entity, one file each.

pub(super) mod credentials;
mod customer_managed_keys;
mod endpoint_reach;
pub(super) mod metastore_assignments;
pub(super) mod metastores;
pub(super) mod network_connectivity_configs;
mod network_health;
pub(super) mod network_options;
pub(super) mod network_policies;
pub(super) mod networks;
pub(super) mod private_access_settings;
pub(super) mod private_endpoint_rules;
mod root_bucket;
mod root_objects;
mod security_groups;
mod storage_configurations;
pub(super) mod vpc_endpoints;
mod ways_out;
pub(super) mod workspace_network;
mod workspace_parts;
pub(super) mod workspaces;

use super::entity::Kind;

const KINDS: [&Kind; 10] = [
    &credentials::KIND,
    &customer_managed_keys::KIND,
    &metastores::KIND,
    &network_connectivity_configs::KIND,
    &network_policies::KIND,
    &networks::KIND,
    &private_access_settings::KIND,
    &storage_configurations::KIND,
    &vpc_endpoints::KIND,
    &workspaces::KIND,
];

pub(super) fn kind(collection: &str) -> Option<&'static Kind> {
    KINDS.into_iter().find(|kind| kind.collection == collection)
}
