//! Rules about VPCs, who shares them, their subnets, egress and firewall.

mod customer_vpc_below_premium;
mod dns_server_count;
mod docker_range;
mod fewer_than_two_subnets;
mod fewer_than_two_zones;
mod firewall_hosts_unpublished;
mod hub_overlaps_vpc;
mod isolated_far_from_artifacts;
mod overlapping_subnets;
mod public_vpc_range;
mod security_group_count;
mod share_across_accounts;
mod share_across_regions;
mod shared_ids;
mod shared_security_group;
mod shared_subnet;
pub(super) mod shared_vpcs;
mod single_nat_in_production;
mod small_workspace_subnet;
mod subnet_outside_vpc;
mod unknown_share_owner;
mod unsuitable_share_owner;
mod vpc_in_other_hands;
mod vpc_ranges_overlap;
mod vpc_size_out_of_range;
mod workspace_subnet_size;
mod zone_without_route;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    customer_vpc_below_premium::RULE,
    dns_server_count::RULE,
    docker_range::RULE,
    fewer_than_two_subnets::RULE,
    fewer_than_two_zones::RULE,
    firewall_hosts_unpublished::RULE,
    hub_overlaps_vpc::RULE,
    isolated_far_from_artifacts::RULE,
    reading(
        "more-zones-than-the-region-has",
        Severity::Error,
        Area::Vpc,
        include_str!("more_zones_than_the_region_has.md"),
    ),
    reading("no-room-for-vpc", Severity::Error, Area::Vpc, include_str!("no_room_for_vpc.md")),
    overlapping_subnets::RULE,
    public_vpc_range::RULE,
    reading(
        "secure-cluster-connectivity-off",
        Severity::Error,
        Area::Vpc,
        include_str!("secure_cluster_connectivity_off.md"),
    ),
    security_group_count::RULE,
    share_across_accounts::RULE,
    share_across_regions::RULE,
    shared_security_group::RULE,
    shared_subnet::RULE,
    single_nat_in_production::RULE,
    small_workspace_subnet::RULE,
    reading(
        "subnet-count-differs-from-zones",
        Severity::Error,
        Area::Vpc,
        include_str!("subnet_count_differs_from_zones.md"),
    ),
    subnet_outside_vpc::RULE,
    reading(
        "two-subnets-in-one-zone",
        Severity::Error,
        Area::Vpc,
        include_str!("two_subnets_in_one_zone.md"),
    ),
    unknown_share_owner::RULE,
    unsuitable_share_owner::RULE,
    vpc_in_other_hands::RULE,
    vpc_ranges_overlap::RULE,
    vpc_size_out_of_range::RULE,
    reading("vpc-too-small", Severity::Error, Area::Vpc, include_str!("vpc_too_small.md")),
    workspace_subnet_size::RULE,
    reading(
        "zone-of-another-region",
        Severity::Error,
        Area::Vpc,
        include_str!("zone_of_another_region.md"),
    ),
    zone_without_route::RULE,
];
