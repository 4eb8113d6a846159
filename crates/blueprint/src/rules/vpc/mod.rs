//! Rules about VPCs, who shares them, their subnets, egress and firewall.

mod customer_managed_vpc_below_premium;
mod dns_server_count_out_of_range;
mod fewer_than_two_subnets;
mod fewer_than_two_zones;
mod inspection_vpc_overlap;
mod inspection_vpc_range_changed;
mod no_artifact_bucket_in_region;
mod no_published_host_names_for_firewall;
mod overlapping_subnets;
mod public_vpc_range;
mod security_group_count_out_of_range;
mod shared_ids;
mod shared_security_group;
mod shared_subnet;
mod shared_vpc_in_another_account;
mod shared_vpc_in_another_region;
pub(super) mod shared_vpcs;
mod single_nat_in_production;
mod small_workspace_subnet;
mod subnet_outside_vpc;
mod subnet_range_in_use;
mod unknown_vpc_owner;
mod unsuitable_vpc_owner;
mod vpc_in_docker_range;
mod vpc_ownership_changed;
mod vpc_range_changed;
mod vpc_ranges_overlap;
mod vpc_size_out_of_range;
mod workspace_subnet_size_out_of_range;
mod zone_outside_shared_vpc;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    customer_managed_vpc_below_premium::RULE,
    dns_server_count_out_of_range::RULE,
    fewer_than_two_subnets::RULE,
    fewer_than_two_zones::RULE,
    inspection_vpc_overlap::RULE,
    inspection_vpc_range_changed::RULE,
    no_artifact_bucket_in_region::RULE,
    no_published_host_names_for_firewall::RULE,
    reading("no-room-for-vpc", Severity::Error, Area::Vpc, include_str!("no_room_for_vpc.md")),
    overlapping_subnets::RULE,
    public_vpc_range::RULE,
    reading(
        "secure-cluster-connectivity-off",
        Severity::Error,
        Area::Vpc,
        include_str!("secure_cluster_connectivity_off.md"),
    ),
    security_group_count_out_of_range::RULE,
    shared_security_group::RULE,
    shared_subnet::RULE,
    shared_vpc_in_another_account::RULE,
    shared_vpc_in_another_region::RULE,
    single_nat_in_production::RULE,
    small_workspace_subnet::RULE,
    reading(
        "subnet-count-differs-from-zones",
        Severity::Error,
        Area::Vpc,
        include_str!("subnet_count_differs_from_zones.md"),
    ),
    subnet_outside_vpc::RULE,
    subnet_range_in_use::RULE,
    reading("too-many-zones", Severity::Error, Area::Vpc, include_str!("too_many_zones.md")),
    reading(
        "two-subnets-in-one-zone",
        Severity::Error,
        Area::Vpc,
        include_str!("two_subnets_in_one_zone.md"),
    ),
    unknown_vpc_owner::RULE,
    unsuitable_vpc_owner::RULE,
    vpc_in_docker_range::RULE,
    vpc_ownership_changed::RULE,
    vpc_range_changed::RULE,
    vpc_ranges_overlap::RULE,
    vpc_size_out_of_range::RULE,
    reading("vpc-too-small", Severity::Error, Area::Vpc, include_str!("vpc_too_small.md")),
    workspace_subnet_size_out_of_range::RULE,
    reading(
        "zone-of-another-region",
        Severity::Error,
        Area::Vpc,
        include_str!("zone_of_another_region.md"),
    ),
    zone_outside_shared_vpc::RULE,
];
