//! Rules about instance profiles, data roles and credential passthrough, AWS Glue and Hive metastores.

mod data_access_without_buckets;
mod data_role_without_groups;
mod ended_runtime;
mod external_hive_unreachable;
mod external_hive_without_addresses;
mod glue_without_instance_profile;
mod hive_client_download_without_egress;
mod instance_profile_not_validated;
mod instance_profile_without_groups;
mod legacy_access_off_without_unity_catalog;
mod legacy_hive_behind_firewall;
mod legacy_hive_in_private_workspace;
mod legacy_hive_without_egress;
mod legacy_metastore;
mod metastore_blocked_by_firewall;
mod no_glue_endpoint_in_shared_vpc;
mod passthrough_below_premium;
mod passthrough_deprecation_not_acknowledged;
mod passthrough_with_glue;
mod passthrough_with_new_runtime;
mod passthrough_without_data_roles;
mod passthrough_without_legacy_access;
pub(super) mod receivers;
mod role_receiver_not_a_group;
mod saml_passthrough_with_unified_login;
mod saml_passthrough_without_groups;
mod unity_catalog_access_to_legacy_metastore;
mod unknown_bucket;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    data_access_without_buckets::RULE,
    data_role_without_groups::RULE,
    ended_runtime::RULE,
    external_hive_unreachable::RULE,
    external_hive_without_addresses::RULE,
    glue_without_instance_profile::RULE,
    hive_client_download_without_egress::RULE,
    instance_profile_not_validated::RULE,
    instance_profile_without_groups::RULE,
    legacy_access_off_without_unity_catalog::RULE,
    legacy_hive_behind_firewall::RULE,
    legacy_hive_in_private_workspace::RULE,
    legacy_hive_without_egress::RULE,
    legacy_metastore::RULE,
    metastore_blocked_by_firewall::RULE,
    no_glue_endpoint_in_shared_vpc::RULE,
    passthrough_below_premium::RULE,
    passthrough_deprecation_not_acknowledged::RULE,
    passthrough_with_glue::RULE,
    passthrough_with_new_runtime::RULE,
    passthrough_without_data_roles::RULE,
    passthrough_without_legacy_access::RULE,
    role_receiver_not_a_group::RULE,
    saml_passthrough_with_unified_login::RULE,
    saml_passthrough_without_groups::RULE,
    unity_catalog_access_to_legacy_metastore::RULE,
    unknown_bucket::RULE,
];
