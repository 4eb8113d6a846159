//! Every entity, a file each, and the table of them: whoever needs to know all entities reads it here.

pub(crate) mod bindings;
pub(crate) mod catalogs;
pub(crate) mod cluster_policies;
pub(crate) mod credentials;
pub(crate) mod customer_managed_keys;
pub(crate) mod external_locations;
pub(crate) mod grants;
pub(crate) mod groups;
pub(crate) mod instance_profiles;
pub(crate) mod ip_access_lists;
pub(crate) mod metastore_assignments;
pub(crate) mod metastores;
pub(crate) mod network_connectivity_configs;
pub(crate) mod network_options;
pub(crate) mod network_policies;
pub(crate) mod networks;
pub(crate) mod object_permissions;
pub(crate) mod permission_assignments;
pub(crate) mod private_access_settings;
pub(crate) mod private_endpoint_rules;
pub(crate) mod schemas;
pub(crate) mod service_principals;
pub(crate) mod storage_configurations;
pub(crate) mod storage_credentials;
pub(crate) mod system_schemas;
#[cfg(test)]
mod tests;
pub(crate) mod users;
pub(crate) mod volumes;
pub(crate) mod vpc_endpoints;
pub(crate) mod warehouses;
pub(crate) mod workspace_conf;
pub(crate) mod workspace_principals;
pub(crate) mod workspace_settings;
pub(crate) mod workspaces;

use std::sync::LazyLock;

use crate::entity::Entity;
use crate::world::{Declared, Relation};

/// Where several refuse a deletion, the first in this order speaks.
pub(crate) static ALL: &[&Entity] = &[
    &workspaces::ENTITY,
    &metastore_assignments::ENTITY,
    &network_options::ENTITY,
    &workspace_settings::ENTITY,
    &workspace_conf::ENTITY,
    &ip_access_lists::ENTITY,
    &credentials::ENTITY,
    &customer_managed_keys::ENTITY,
    &network_connectivity_configs::ENTITY,
    &network_policies::ENTITY,
    &networks::ENTITY,
    &private_access_settings::ENTITY,
    &private_endpoint_rules::ENTITY,
    &storage_configurations::ENTITY,
    &vpc_endpoints::ENTITY,
    &metastores::ENTITY,
    &storage_credentials::ENTITY,
    &external_locations::ENTITY,
    &catalogs::ENTITY,
    &schemas::ENTITY,
    &volumes::ENTITY,
    &bindings::ENTITY,
    &grants::ENTITY,
    &system_schemas::ENTITY,
    &groups::ENTITY,
    &users::ENTITY,
    &service_principals::ENTITY,
    &permission_assignments::ENTITY,
    &workspace_principals::ENTITY,
    &instance_profiles::ENTITY,
    &cluster_policies::ENTITY,
    &object_permissions::ENTITY,
    &warehouses::ENTITY,
];

/// By which tests fill accounts with requests: in one of them, every declared reference is there.
#[cfg(test)]
const FILLED: [fn() -> crate::testing::customer::Customer; 3] = {
    use crate::testing::filled::{with_data, with_networks, with_people};
    [with_networks, with_people, with_data]
};

static DECLARED: LazyLock<Declared> = LazyLock::new(|| Declared {
    relations: ALL.iter().copied().flat_map(relations).collect(),
    companions: ALL.iter().filter_map(|it| it.companion).collect(),
    securables: ALL.iter().filter_map(|it| it.securable).collect(),
});

/// What all entities declare.
pub(crate) fn declared() -> &'static Declared {
    &DECLARED
}

fn relations(entity: &'static Entity) -> impl Iterator<Item = Relation> {
    let Entity { collection, noun, id, .. } = *entity;
    let relation = move |reference| Relation { collection, noun, id, reference };
    entity.references.iter().map(relation)
}
