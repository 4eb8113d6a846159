//! Rules about customer-managed KMS keys and the cross-account role.

mod cross_account_role_in_another_account;
mod cross_account_role_in_another_partition;
mod existing_kms_keys;
mod iam_path_changed;
mod iam_settings_without_created_role;
mod kms_key_below_enterprise;
mod kms_key_in_another_partition;
mod kms_key_in_another_region;
mod kms_key_removed;
mod permissions_boundary_in_another_account;
mod permissions_boundary_in_another_partition;
mod restricted_role_in_databricks_managed_vpc;

use super::rule::Rule;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    cross_account_role_in_another_account::RULE,
    cross_account_role_in_another_partition::RULE,
    iam_path_changed::RULE,
    iam_settings_without_created_role::RULE,
    kms_key_below_enterprise::RULE,
    kms_key_in_another_partition::RULE,
    kms_key_in_another_region::RULE,
    kms_key_removed::RULE,
    permissions_boundary_in_another_account::RULE,
    permissions_boundary_in_another_partition::RULE,
    restricted_role_in_databricks_managed_vpc::RULE,
];
