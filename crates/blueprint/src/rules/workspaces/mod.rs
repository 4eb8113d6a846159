//! Rules about workspaces as such: their tier, accounts, partition and root bucket.

mod account_in_two_partitions;
mod account_quota_exceeded;
mod destroyable_workspace;
mod govcloud_shard_outside_govcloud;
mod removed_workspace_in_use;
mod shared_objects_in_several_accounts;
mod shared_root_bucket;
mod standard_tier;
mod tier_changed;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    account_in_two_partitions::RULE,
    account_quota_exceeded::RULE,
    destroyable_workspace::RULE,
    reading(
        "govcloud-shard-missing",
        Severity::Error,
        Area::Workspaces,
        include_str!("govcloud_shard_missing.md"),
    ),
    govcloud_shard_outside_govcloud::RULE,
    removed_workspace_in_use::RULE,
    shared_objects_in_several_accounts::RULE,
    shared_root_bucket::RULE,
    standard_tier::RULE,
    tier_changed::RULE,
];
