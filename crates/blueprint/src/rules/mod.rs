//! Every rule a blueprint can break, named after the bad state: a Markdown file each, and, unless the
//! rule is reported where a value is read, the predicate beside it.
//!
//! A rule's Markdown is what `lakewright explain` prints, and its examples are its tests.

mod accept;
mod access_below_premium;
mod account_across_partitions;
mod account_quota;
mod account_wide_in_several_accounts;
mod accounts;
mod alike;
mod back_end_in_existing_vpc;
mod back_end_not_shared;
mod bgp_number_reserved;
mod bucket_in_two_external_locations;
mod bucket_name_too_long;
mod catalog_across_private_access;
mod catalog_in_two_workspaces;
mod catalog_of_databricks;
mod consumer_with_more;
mod customer_vpc_below_premium;
mod data_access_without_buckets;
mod data_role_without_groups;
mod destroyable_workspace;
mod dns_server_count;
mod docker_range;
mod duplicate_name;
mod endpoint_level_without_endpoint;
mod existing_keys;
mod existing_schema_in_new_catalog;
mod external_hive_out_of_reach;
mod external_hive_without_addresses;
mod fewer_than_two_subnets;
mod fewer_than_two_zones;
mod firewall_hosts_unpublished;
mod front_end_name_unpublished;
mod front_end_without_clients;
mod glue_endpoint_not_shared;
mod glue_without_instance_profile;
mod govcloud_shard_outside_govcloud;
mod grant_cannot_be_taken_back;
mod grant_in_two_workspaces;
mod group_without_access;
mod groups_in_a_circle;
mod hive_client_out_of_reach;
mod hub_overlaps_vpc;
mod incomplete_external_volume;
mod instance_profile_not_validated;
mod instance_profile_without_groups;
mod ip_access_list_below_enterprise;
mod ip_access_list_count;
mod ip_access_list_private_range;
mod ip_access_list_without_public_access;
mod ip_access_lists;
mod isolated_far_from_artifacts;
mod key_in_another_partition;
mod key_in_another_region;
mod keys_below_enterprise;
mod legacy_access_needed;
mod legacy_data_access_on_serverless;
mod legacy_hive_behind_firewall;
mod legacy_hive_without_egress;
mod legacy_hive_without_public_path;
mod legacy_metastore_on_serverless;
mod metastore_decided_twice;
mod metastore_stopped_by_firewall;
mod name_of_two_principals;
mod network_policy_below_enterprise;
mod no_egress_without_back_end;
mod one_address_for_two_objects;
mod one_endpoint_for_two_services;
mod one_name_for_two_things;
mod open_catalog_taken;
mod overlapping_storage;
mod overlapping_subnets;
mod passthrough_below_premium;
mod passthrough_beside_glue;
mod passthrough_unacknowledged;
mod passthrough_with_new_runtime;
mod passthrough_without_data_roles;
mod passthrough_without_legacy_access;
mod people;
mod principal_decided_twice;
mod principal_is_no_group;
mod principal_under_two_names;
mod private_access_settings_removed;
mod private_endpoint_below_enterprise;
mod private_endpoint_without_connectivity_configuration;
mod private_link_below_enterprise;
mod private_link_without_an_end;
mod private_link_without_own_vpc;
mod private_links;
mod private_names_left_to_own_dns;
mod private_vpn_gateway;
mod privilege_of_another_securable;
mod public_access_off_without_both_ends;
mod public_vpc_range;
mod registered_endpoints_in_created_vpc;
mod repeated_id;
mod restricted_role_with_several_security_groups;
mod restricted_role_without_own_vpc;
mod role_in_another_account;
mod role_in_another_partition;
mod role_name_too_long;
mod rule;
mod saml_passthrough_with_unified_login;
mod saml_passthrough_without_groups;
mod security_group_count;
mod serverless_network_in_govcloud;
mod serverless_workspace_below_premium;
mod serverless_workspace_in_govcloud;
mod service_direct_not_in_region;
mod service_direct_without_transit_vpc;
mod share_across_accounts;
mod share_across_regions;
mod shared_back_end_without_owner;
mod shared_root_bucket;
mod shared_security_group;
mod shared_state;
mod shared_subnet;
mod sharing;
mod single_nat_in_production;
mod small_workspace_subnet;
mod stacks_in_a_circle;
mod standard_tier;
mod subnet_outside_vpc;
mod tags_differ_in_case_only;
mod tier_changed;
mod tier_gate;
mod too_many_connectivity_configurations;
mod too_many_private_endpoints;
mod too_many_tags;
mod transit_vpc_overlap;
mod unity_catalog_access_to_another_metastore;
mod unity_catalog_below_premium;
mod unknown_bucket;
mod unknown_catalog_owner;
mod unknown_default_catalog;
mod unknown_principal;
mod unknown_share_owner;
mod unsuitable_share_owner;
mod vpc_in_other_hands;
mod vpc_ranges_overlap;
mod vpc_size_out_of_range;
mod workspace_subnet_size;
mod zone_without_route;

pub(crate) use accept::accept;
pub use rule::{Found, Rule};

use crate::architecture::Architecture;
use crate::diagnostic::Diagnostics;

/// A rule that is reported where a value is at hand, far from here: only its text stands here.
const fn reading(name: &'static str, explanation: &'static str) -> Rule {
    Rule { name, explanation, found: Found::Reading }
}

/// Sorted by name.
pub static RULES: &[Rule] = &[
    reading("acceptance-ended", include_str!("acceptance_ended.md")),
    reading("acceptance-of-an-error", include_str!("acceptance_of_an_error.md")),
    reading("acceptance-of-nothing", include_str!("acceptance_of_nothing.md")),
    access_below_premium::RULE,
    account_across_partitions::RULE,
    account_quota::RULE,
    account_wide_in_several_accounts::RULE,
    back_end_in_existing_vpc::RULE,
    back_end_not_shared::RULE,
    bgp_number_reserved::RULE,
    bucket_in_two_external_locations::RULE,
    bucket_name_too_long::RULE,
    catalog_across_private_access::RULE,
    catalog_in_two_workspaces::RULE,
    catalog_of_databricks::RULE,
    consumer_with_more::RULE,
    customer_vpc_below_premium::RULE,
    data_access_without_buckets::RULE,
    data_role_without_groups::RULE,
    reading("derived-name-too-long", include_str!("derived_name_too_long.md")),
    destroyable_workspace::RULE,
    dns_server_count::RULE,
    docker_range::RULE,
    duplicate_name::RULE,
    endpoint_level_without_endpoint::RULE,
    existing_schema_in_new_catalog::RULE,
    external_hive_out_of_reach::RULE,
    external_hive_without_addresses::RULE,
    fewer_than_two_subnets::RULE,
    fewer_than_two_zones::RULE,
    firewall_hosts_unpublished::RULE,
    front_end_name_unpublished::RULE,
    front_end_without_clients::RULE,
    glue_endpoint_not_shared::RULE,
    glue_without_instance_profile::RULE,
    reading("govcloud-shard-missing", include_str!("govcloud_shard_missing.md")),
    govcloud_shard_outside_govcloud::RULE,
    grant_cannot_be_taken_back::RULE,
    grant_in_two_workspaces::RULE,
    group_without_access::RULE,
    groups_in_a_circle::RULE,
    hive_client_out_of_reach::RULE,
    hub_overlaps_vpc::RULE,
    incomplete_external_volume::RULE,
    reading("incomplete-private-endpoint", include_str!("incomplete_private_endpoint.md")),
    instance_profile_not_validated::RULE,
    instance_profile_without_groups::RULE,
    ip_access_list_below_enterprise::RULE,
    ip_access_list_count::RULE,
    ip_access_list_private_range::RULE,
    ip_access_list_without_public_access::RULE,
    isolated_far_from_artifacts::RULE,
    reading("key-does-not-apply", include_str!("key_does_not_apply.md")),
    key_in_another_partition::RULE,
    key_in_another_region::RULE,
    keys_below_enterprise::RULE,
    legacy_access_needed::RULE,
    legacy_data_access_on_serverless::RULE,
    legacy_hive_behind_firewall::RULE,
    legacy_hive_without_egress::RULE,
    legacy_hive_without_public_path::RULE,
    legacy_metastore_on_serverless::RULE,
    reading("malformed-value", include_str!("malformed_value.md")),
    metastore_decided_twice::RULE,
    metastore_stopped_by_firewall::RULE,
    reading("missing-key", include_str!("missing_key.md")),
    reading("more-zones-than-the-region-has", include_str!("more_zones_than_the_region_has.md")),
    name_of_two_principals::RULE,
    network_policy_below_enterprise::RULE,
    no_egress_without_back_end::RULE,
    reading("no-room-for-vpc", include_str!("no_room_for_vpc.md")),
    reading("not-toml", include_str!("not_toml.md")),
    one_address_for_two_objects::RULE,
    one_endpoint_for_two_services::RULE,
    one_name_for_two_things::RULE,
    open_catalog_taken::RULE,
    overlapping_storage::RULE,
    overlapping_subnets::RULE,
    passthrough_below_premium::RULE,
    passthrough_beside_glue::RULE,
    passthrough_unacknowledged::RULE,
    passthrough_with_new_runtime::RULE,
    passthrough_without_data_roles::RULE,
    passthrough_without_legacy_access::RULE,
    principal_decided_twice::RULE,
    principal_is_no_group::RULE,
    principal_under_two_names::RULE,
    private_access_settings_removed::RULE,
    private_endpoint_below_enterprise::RULE,
    reading("private-endpoint-of-two-kinds", include_str!("private_endpoint_of_two_kinds.md")),
    private_endpoint_without_connectivity_configuration::RULE,
    private_link_below_enterprise::RULE,
    private_link_without_an_end::RULE,
    private_link_without_own_vpc::RULE,
    private_names_left_to_own_dns::RULE,
    private_vpn_gateway::RULE,
    privilege_of_another_securable::RULE,
    public_access_off_without_both_ends::RULE,
    public_vpc_range::RULE,
    registered_endpoints_in_created_vpc::RULE,
    repeated_id::RULE,
    restricted_role_with_several_security_groups::RULE,
    restricted_role_without_own_vpc::RULE,
    role_in_another_account::RULE,
    role_in_another_partition::RULE,
    role_name_too_long::RULE,
    saml_passthrough_with_unified_login::RULE,
    saml_passthrough_without_groups::RULE,
    reading("secure-cluster-connectivity-off", include_str!("secure_cluster_connectivity_off.md")),
    security_group_count::RULE,
    serverless_network_in_govcloud::RULE,
    serverless_workspace_below_premium::RULE,
    serverless_workspace_in_govcloud::RULE,
    service_direct_not_in_region::RULE,
    service_direct_without_transit_vpc::RULE,
    share_across_accounts::RULE,
    share_across_regions::RULE,
    shared_back_end_without_owner::RULE,
    shared_root_bucket::RULE,
    shared_security_group::RULE,
    shared_state::RULE,
    shared_subnet::RULE,
    single_nat_in_production::RULE,
    small_workspace_subnet::RULE,
    stacks_in_a_circle::RULE,
    standard_tier::RULE,
    reading("subnet-count-differs-from-zones", include_str!("subnet_count_differs_from_zones.md")),
    subnet_outside_vpc::RULE,
    tags_differ_in_case_only::RULE,
    tier_changed::RULE,
    too_many_connectivity_configurations::RULE,
    reading("too-many-domains", include_str!("too_many_domains.md")),
    too_many_private_endpoints::RULE,
    too_many_tags::RULE,
    transit_vpc_overlap::RULE,
    reading("two-subnets-in-one-zone", include_str!("two_subnets_in_one_zone.md")),
    unity_catalog_access_to_another_metastore::RULE,
    unity_catalog_below_premium::RULE,
    unknown_bucket::RULE,
    unknown_catalog_owner::RULE,
    unknown_default_catalog::RULE,
    reading("unknown-key", include_str!("unknown_key.md")),
    unknown_principal::RULE,
    reading("unknown-region", include_str!("unknown_region.md")),
    unknown_share_owner::RULE,
    reading("unknown-value", include_str!("unknown_value.md")),
    unsuitable_share_owner::RULE,
    vpc_in_other_hands::RULE,
    vpc_ranges_overlap::RULE,
    vpc_size_out_of_range::RULE,
    reading("vpc-too-small", include_str!("vpc_too_small.md")),
    workspace_subnet_size::RULE,
    reading("wrong-type", include_str!("wrong_type.md")),
    reading("zone-of-another-region", include_str!("zone_of_another_region.md")),
    zone_without_route::RULE,
];

pub(crate) fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().map(|index| &RULES[index])
}

pub(crate) fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for rule in RULES {
        if let Found::Checking(check) = rule.found {
            check(arch, diags);
        }
    }
}

#[cfg(test)]
mod tests;
