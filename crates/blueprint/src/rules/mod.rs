//! Every rule a blueprint can break, named after the bad state: a Markdown file each, and, unless the
//! rule is reported where a value is read, the predicate beside it.
//!
//! A rule's Markdown is what `lakewright explain` prints, and its examples are its tests.

mod accept;
mod account_across_partitions;
mod account_quota;
mod alike;
mod customer_vpc_below_premium;
pub(crate) mod derived_name_too_long;
mod destroyable_workspace;
mod docker_range;
mod duplicate_name;
mod existing_keys;
mod fewer_than_two_subnets;
mod fewer_than_two_zones;
pub(crate) mod govcloud_shard_missing;
mod govcloud_shard_outside_govcloud;
mod key_in_another_partition;
mod key_in_another_region;
mod keys_below_enterprise;
mod overlapping_subnets;
mod public_vpc_range;
mod repeated_id;
mod restricted_role_with_several_security_groups;
mod restricted_role_without_own_vpc;
mod role_in_another_account;
mod role_in_another_partition;
mod security_group_count;
mod share_across_accounts;
mod share_across_regions;
mod shared_root_bucket;
mod shared_security_group;
mod shared_state;
mod shared_subnet;
mod sharing;
mod single_nat_in_production;
mod small_workspace_subnet;
mod standard_tier;
mod subnet_outside_vpc;
mod tags_differ_in_case_only;
mod too_many_tags;
pub(crate) mod two_subnets_in_one_zone;
mod unknown_share_owner;
mod unsuitable_share_owner;
mod vpc_ranges_overlap;
pub(crate) mod vpc_size_out_of_range;
mod workspace_subnet_size;
pub(crate) mod zone_of_another_region;
mod zone_without_route;

pub(crate) use accept::accept;

use crate::architecture::Architecture;
use crate::diagnostic::Diagnostics;

pub struct Rule {
    /// In kebab-case, as diagnostics and `[[accept]]` name it. Never reused for another meaning.
    pub name: &'static str,
    /// Markdown.
    pub explanation: &'static str,
    pub found: Found,
}

/// When a broken rule is noticed.
pub enum Found {
    /// While the text is read or a section is resolved, where the value is at hand.
    Reading,
    /// Afterwards, on the whole architecture.
    Checking(fn(&Architecture, &mut Diagnostics)),
}

/// A rule that is reported where a value is at hand, far from here: only its text stands here.
const fn reading(name: &'static str, explanation: &'static str) -> Rule {
    Rule { name, explanation, found: Found::Reading }
}

/// Sorted by name.
pub static RULES: &[Rule] = &[
    reading("acceptance-ended", include_str!("acceptance_ended.md")),
    reading("acceptance-of-an-error", include_str!("acceptance_of_an_error.md")),
    reading("acceptance-of-nothing", include_str!("acceptance_of_nothing.md")),
    account_across_partitions::RULE,
    account_quota::RULE,
    customer_vpc_below_premium::RULE,
    derived_name_too_long::RULE,
    destroyable_workspace::RULE,
    docker_range::RULE,
    duplicate_name::RULE,
    fewer_than_two_subnets::RULE,
    fewer_than_two_zones::RULE,
    govcloud_shard_missing::RULE,
    govcloud_shard_outside_govcloud::RULE,
    reading("key-does-not-apply", include_str!("key_does_not_apply.md")),
    key_in_another_partition::RULE,
    key_in_another_region::RULE,
    keys_below_enterprise::RULE,
    reading("malformed-value", include_str!("malformed_value.md")),
    reading("missing-key", include_str!("missing_key.md")),
    reading("more-zones-than-the-region-has", include_str!("more_zones_than_the_region_has.md")),
    reading("no-room-for-vpc", include_str!("no_room_for_vpc.md")),
    reading("not-toml", include_str!("not_toml.md")),
    overlapping_subnets::RULE,
    public_vpc_range::RULE,
    repeated_id::RULE,
    restricted_role_with_several_security_groups::RULE,
    restricted_role_without_own_vpc::RULE,
    role_in_another_account::RULE,
    role_in_another_partition::RULE,
    security_group_count::RULE,
    share_across_accounts::RULE,
    share_across_regions::RULE,
    shared_root_bucket::RULE,
    shared_security_group::RULE,
    shared_state::RULE,
    shared_subnet::RULE,
    single_nat_in_production::RULE,
    small_workspace_subnet::RULE,
    standard_tier::RULE,
    reading("subnet-count-differs-from-zones", include_str!("subnet_count_differs_from_zones.md")),
    subnet_outside_vpc::RULE,
    tags_differ_in_case_only::RULE,
    too_many_tags::RULE,
    two_subnets_in_one_zone::RULE,
    reading("unknown-key", include_str!("unknown_key.md")),
    reading("unknown-region", include_str!("unknown_region.md")),
    unknown_share_owner::RULE,
    reading("unknown-value", include_str!("unknown_value.md")),
    unsuitable_share_owner::RULE,
    vpc_ranges_overlap::RULE,
    vpc_size_out_of_range::RULE,
    reading("vpc-too-small", include_str!("vpc_too_small.md")),
    workspace_subnet_size::RULE,
    reading("wrong-type", include_str!("wrong_type.md")),
    zone_of_another_region::RULE,
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
