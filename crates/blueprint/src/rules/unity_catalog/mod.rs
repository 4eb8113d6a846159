//! Rules about Unity Catalog: metastores, catalogs, schemas, volumes and grants.

mod binding_of_open_catalog;
mod bucket_in_two_external_locations;
mod catalog_across_private_networks;
mod catalog_created_twice;
mod conflicting_metastore_provision;
mod databricks_catalog_created;
mod duplicate_external_location_name;
mod existing_schema_in_new_catalog;
mod grant_in_two_workspaces;
mod inapplicable_privilege;
mod incomplete_external_volume;
mod inherited_grant_cannot_be_revoked;
mod metastore_changed;
mod overlapping_storage;
mod unity_catalog_below_premium;
mod unknown_catalog_owner;
mod unknown_default_catalog;
pub(super) mod written_grants;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    binding_of_open_catalog::RULE,
    bucket_in_two_external_locations::RULE,
    catalog_across_private_networks::RULE,
    catalog_created_twice::RULE,
    conflicting_metastore_provision::RULE,
    databricks_catalog_created::RULE,
    duplicate_external_location_name::RULE,
    existing_schema_in_new_catalog::RULE,
    grant_in_two_workspaces::RULE,
    inapplicable_privilege::RULE,
    incomplete_external_volume::RULE,
    inherited_grant_cannot_be_revoked::RULE,
    metastore_changed::RULE,
    overlapping_storage::RULE,
    unity_catalog_below_premium::RULE,
    unknown_catalog_owner::RULE,
    unknown_default_catalog::RULE,
];
