//! Rules about IP access lists.

mod ip_access_list_below_enterprise;
mod ip_access_list_private_range;
mod ip_access_list_size_out_of_range;
mod ip_access_list_without_public_access;
mod with_list;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    ip_access_list_below_enterprise::RULE,
    ip_access_list_private_range::RULE,
    ip_access_list_size_out_of_range::RULE,
    ip_access_list_without_public_access::RULE,
];
