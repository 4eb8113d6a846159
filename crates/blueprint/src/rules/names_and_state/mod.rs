//! Rules about names that are too long, given twice or still taken, about tags, states and the order of stacks.

mod bucket_name_too_long;
mod circular_stack_dependency;
mod duplicate_bucket_or_role_name;
mod duplicate_terraform_address;
mod duplicate_workspace_name;
mod forgotten_resource_created;
mod role_name_too_long;
mod shared_state;
mod tags_differ_in_case_only;
mod too_many_tags;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    bucket_name_too_long::RULE,
    circular_stack_dependency::RULE,
    duplicate_bucket_or_role_name::RULE,
    duplicate_terraform_address::RULE,
    duplicate_workspace_name::RULE,
    forgotten_resource_created::RULE,
    role_name_too_long::RULE,
    shared_state::RULE,
    tags_differ_in_case_only::RULE,
    too_many_tags::RULE,
    reading(
        "workspace-name-too-long",
        Severity::Error,
        Area::NamesAndState,
        include_str!("workspace_name_too_long.md"),
    ),
];
