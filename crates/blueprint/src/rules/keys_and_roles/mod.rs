//! Rules about customer-managed KMS keys and the cross-account role.

mod existing_kms_keys;
mod key_in_another_partition;
mod key_in_another_region;
mod keys_below_enterprise;
mod restricted_role_with_several_security_groups;
mod restricted_role_without_own_vpc;
mod role_in_another_account;
mod role_in_another_partition;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    key_in_another_partition::RULE,
    key_in_another_region::RULE,
    keys_below_enterprise::RULE,
    restricted_role_with_several_security_groups::RULE,
    restricted_role_without_own_vpc::RULE,
    role_in_another_account::RULE,
    role_in_another_partition::RULE,
];
