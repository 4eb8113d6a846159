//! Rules about groups, users and service principals.

mod account_groups_below_premium;
mod circular_group_membership;
mod conflicting_principal_definitions;
mod consumer_with_other_entitlements;
mod duplicate_external_id;
mod duplicate_old_name;
mod duplicate_principal_name;
mod external_id_changed;
mod group_without_workspace_access;
mod members_of_external_group;
mod old_name_in_use;
mod renamed;
mod service_principal_under_two_names;
mod unknown_old_name;
mod unknown_principal;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    account_groups_below_premium::RULE,
    circular_group_membership::RULE,
    conflicting_principal_definitions::RULE,
    consumer_with_other_entitlements::RULE,
    duplicate_external_id::RULE,
    duplicate_old_name::RULE,
    duplicate_principal_name::RULE,
    external_id_changed::RULE,
    group_without_workspace_access::RULE,
    members_of_external_group::RULE,
    old_name_in_use::RULE,
    service_principal_under_two_names::RULE,
    unknown_old_name::RULE,
    unknown_principal::RULE,
];
