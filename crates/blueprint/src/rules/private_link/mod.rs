//! Rules about PrivateLink: its back end, its front end and the transit VPC, VPN and DNS of the latter.

mod back_end_created_in_existing_vpc;
mod back_end_removed;
mod endpoint_access_without_front_end;
mod existing_endpoints_in_created_vpc;
mod front_end_without_clients;
mod no_egress_without_back_end;
mod no_published_host_name_for_front_end;
mod one_endpoint_for_two_services;
mod own_dns_servers_with_private_endpoints;
mod private_access_settings_removed;
mod private_link_below_enterprise;
mod private_link_in_databricks_managed_vpc;
mod private_link_without_endpoint;
mod public_access_off_without_both_ends;
mod reserved_bgp_asn;
mod service_direct_not_in_region;
mod service_direct_without_transit_vpc;
mod shared_vpc_without_back_end;
mod transit_vpc_overlap;
mod vpc_owner_without_back_end;
mod vpn_gateway_address_not_public;
pub(super) mod with_private_link;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    back_end_created_in_existing_vpc::RULE,
    back_end_removed::RULE,
    endpoint_access_without_front_end::RULE,
    existing_endpoints_in_created_vpc::RULE,
    front_end_without_clients::RULE,
    no_egress_without_back_end::RULE,
    no_published_host_name_for_front_end::RULE,
    one_endpoint_for_two_services::RULE,
    own_dns_servers_with_private_endpoints::RULE,
    private_access_settings_removed::RULE,
    private_link_below_enterprise::RULE,
    private_link_in_databricks_managed_vpc::RULE,
    private_link_without_endpoint::RULE,
    public_access_off_without_both_ends::RULE,
    reserved_bgp_asn::RULE,
    service_direct_not_in_region::RULE,
    service_direct_without_transit_vpc::RULE,
    shared_vpc_without_back_end::RULE,
    transit_vpc_overlap::RULE,
    vpc_owner_without_back_end::RULE,
    vpn_gateway_address_not_public::RULE,
];
