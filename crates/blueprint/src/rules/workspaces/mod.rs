//! Rules about workspaces as such: their tier, accounts, partition and root bucket.

mod account_changed;
mod account_in_two_partitions;
mod aws_quota_exceeded;
mod bucket_for_two_purposes;
mod compute_plane_changed;
mod databricks_quota_exceeded;
mod destroyable_workspace;
mod govcloud_shard_changed;
mod govcloud_shard_outside_govcloud;
mod id_in_two_regions;
mod quotas;
mod region_changed;
mod removed_workspace_in_use;
mod root_bucket_changed;
mod shared_objects_in_several_accounts;
mod shared_root_bucket;
mod standard_tier;
mod tier_changed;
mod workspace_name_changed;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    account_changed::RULE,
    account_in_two_partitions::RULE,
    aws_quota_exceeded::RULE,
    bucket_for_two_purposes::RULE,
    compute_plane_changed::RULE,
    databricks_quota_exceeded::RULE,
    destroyable_workspace::RULE,
    govcloud_shard_changed::RULE,
    reading(
        "govcloud-shard-missing",
        Severity::Error,
        Area::Workspaces,
        include_str!("govcloud_shard_missing.md"),
    ),
    govcloud_shard_outside_govcloud::RULE,
    id_in_two_regions::RULE,
    region_changed::RULE,
    removed_workspace_in_use::RULE,
    root_bucket_changed::RULE,
    shared_objects_in_several_accounts::RULE,
    shared_root_bucket::RULE,
    standard_tier::RULE,
    tier_changed::RULE,
    workspace_name_changed::RULE,
];
