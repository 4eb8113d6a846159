//! Rules about groups, users and service principals.

mod access_below_premium;
mod consumer_with_more;
mod group_without_access;
mod groups_in_a_circle;
mod name_of_two_principals;
mod principal_decided_twice;
mod principal_under_two_names;
mod unknown_principal;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    access_below_premium::RULE,
    consumer_with_more::RULE,
    group_without_access::RULE,
    groups_in_a_circle::RULE,
    name_of_two_principals::RULE,
    principal_decided_twice::RULE,
    principal_under_two_names::RULE,
    unknown_principal::RULE,
];
