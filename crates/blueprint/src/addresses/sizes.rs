//! Sizes for which the plan has room.

use crate::sourced::{Origin, Sourced};
use crate::values::Cidr;

/// VPC sizes for which the plan has room. AWS itself takes `/16` to `/28`.
pub const LARGEST_VPC: u8 = 16;
pub const SMALLEST_VPC: u8 = 24;
/// Smallest subnet that Databricks takes for clusters.
pub const SMALLEST_WORKSPACE_SUBNET: u8 = 26;

/// A workspace takes a part of a range that it does not write itself, if it is one of `[workspaces]`.
pub(crate) fn takes_part(key: &str, range: &Sourced<Cidr>) -> bool {
    !key.is_empty() && !matches!(range.origin(), Origin::Written(_))
}

/// Whether the plan has room for anything at all in a VPC of this size; a rule says if not.
pub(crate) fn is_vpc_size(prefix: u8) -> bool {
    (LARGEST_VPC..=SMALLEST_VPC).contains(&prefix)
}
