//! Rules about PrivateLink: its back end, its front end and the transit VPC, VPN and DNS of the latter.

mod back_end_in_existing_vpc;
mod back_end_not_shared;
mod bgp_number_reserved;
mod endpoint_level_without_endpoint;
mod front_end_name_unpublished;
mod front_end_without_clients;
mod no_egress_without_back_end;
mod one_endpoint_for_two_services;
mod private_access_settings_removed;
mod private_link_below_enterprise;
mod private_link_without_an_end;
mod private_link_without_own_vpc;
mod private_names_left_to_own_dns;
mod private_vpn_gateway;
mod public_access_off_without_both_ends;
mod registered_endpoints_in_created_vpc;
mod service_direct_not_in_region;
mod service_direct_without_transit_vpc;
mod shared_back_end_without_owner;
mod transit_vpc_overlap;
pub(super) mod with_private_link;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    back_end_in_existing_vpc::RULE,
    back_end_not_shared::RULE,
    bgp_number_reserved::RULE,
    endpoint_level_without_endpoint::RULE,
    front_end_name_unpublished::RULE,
    front_end_without_clients::RULE,
    no_egress_without_back_end::RULE,
    one_endpoint_for_two_services::RULE,
    private_access_settings_removed::RULE,
    private_link_below_enterprise::RULE,
    private_link_without_an_end::RULE,
    private_link_without_own_vpc::RULE,
    private_names_left_to_own_dns::RULE,
    private_vpn_gateway::RULE,
    public_access_off_without_both_ends::RULE,
    registered_endpoints_in_created_vpc::RULE,
    service_direct_not_in_region::RULE,
    service_direct_without_transit_vpc::RULE,
    shared_back_end_without_owner::RULE,
    transit_vpc_overlap::RULE,
];
