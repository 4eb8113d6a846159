//! Every entity, one file each.

mod credentials;
mod customer_managed_keys;
pub(super) mod metastore_assignments;
mod metastores;
mod network_health;
mod networks;
mod private_access_settings;
mod root_bucket;
mod root_objects;
mod security_groups;
mod storage_configurations;
mod vpc_endpoints;
mod workspace_network;
mod workspace_parts;
mod workspaces;

use super::entity::Kind;

const KINDS: [&Kind; 8] = [
    &credentials::KIND,
    &customer_managed_keys::KIND,
    &metastores::KIND,
    &networks::KIND,
    &private_access_settings::KIND,
    &storage_configurations::KIND,
    &vpc_endpoints::KIND,
    &workspaces::KIND,
];

pub(super) fn kind(collection: &str) -> Option<&'static Kind> {
    KINDS.into_iter().find(|kind| kind.collection == collection)
}
