//! Rules about Unity Catalog: metastores, catalogs, schemas, volumes and grants.

mod bucket_in_two_external_locations;
mod catalog_across_private_access;
mod catalog_in_two_workspaces;
mod catalog_of_databricks;
mod existing_schema_in_new_catalog;
mod grant_cannot_be_taken_back;
mod grant_in_two_workspaces;
mod incomplete_external_volume;
mod metastore_decided_twice;
mod open_catalog_taken;
mod overlapping_storage;
mod privilege_of_another_securable;
mod unity_catalog_below_premium;
mod unknown_catalog_owner;
mod unknown_default_catalog;
pub(super) mod written_grants;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    bucket_in_two_external_locations::RULE,
    catalog_across_private_access::RULE,
    catalog_in_two_workspaces::RULE,
    catalog_of_databricks::RULE,
    existing_schema_in_new_catalog::RULE,
    grant_cannot_be_taken_back::RULE,
    grant_in_two_workspaces::RULE,
    incomplete_external_volume::RULE,
    metastore_decided_twice::RULE,
    open_catalog_taken::RULE,
    overlapping_storage::RULE,
    privilege_of_another_securable::RULE,
    unity_catalog_below_premium::RULE,
    unknown_catalog_owner::RULE,
    unknown_default_catalog::RULE,
];
