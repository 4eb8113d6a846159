//! Rules about instance profiles, data roles and credential passthrough, AWS Glue and Hive metastores.

mod data_access_without_buckets;
mod data_role_without_groups;
mod external_hive_out_of_reach;
mod external_hive_without_addresses;
mod glue_endpoint_not_shared;
mod glue_without_instance_profile;
mod hive_client_out_of_reach;
mod instance_profile_not_validated;
mod instance_profile_without_groups;
mod legacy_access_needed;
mod legacy_hive_behind_firewall;
mod legacy_hive_without_egress;
mod legacy_hive_without_public_path;
mod metastore_stopped_by_firewall;
mod passthrough_below_premium;
mod passthrough_beside_glue;
mod passthrough_unacknowledged;
mod passthrough_with_new_runtime;
mod passthrough_without_data_roles;
mod passthrough_without_legacy_access;
mod principal_is_no_group;
pub(super) mod receivers;
mod saml_passthrough_with_unified_login;
mod saml_passthrough_without_groups;
mod unity_catalog_access_to_another_metastore;
mod unknown_bucket;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    data_access_without_buckets::RULE,
    data_role_without_groups::RULE,
    external_hive_out_of_reach::RULE,
    external_hive_without_addresses::RULE,
    glue_endpoint_not_shared::RULE,
    glue_without_instance_profile::RULE,
    hive_client_out_of_reach::RULE,
    instance_profile_not_validated::RULE,
    instance_profile_without_groups::RULE,
    legacy_access_needed::RULE,
    legacy_hive_behind_firewall::RULE,
    legacy_hive_without_egress::RULE,
    legacy_hive_without_public_path::RULE,
    metastore_stopped_by_firewall::RULE,
    passthrough_below_premium::RULE,
    passthrough_beside_glue::RULE,
    passthrough_unacknowledged::RULE,
    passthrough_with_new_runtime::RULE,
    passthrough_without_data_roles::RULE,
    passthrough_without_legacy_access::RULE,
    principal_is_no_group::RULE,
    saml_passthrough_with_unified_login::RULE,
    saml_passthrough_without_groups::RULE,
    unity_catalog_access_to_another_metastore::RULE,
    unknown_bucket::RULE,
];
