//! Rules about names that are too long or given twice, about tags, states and the order of stacks.

mod bucket_name_too_long;
mod duplicate_name;
mod one_address_for_two_objects;
mod one_name_for_two_things;
mod role_name_too_long;
mod shared_state;
mod stacks_in_a_circle;
mod tags_differ_in_case_only;
mod too_many_tags;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    bucket_name_too_long::RULE,
    reading(
        "derived-name-too-long",
        Severity::Error,
        Area::NamesAndState,
        include_str!("derived_name_too_long.md"),
    ),
    duplicate_name::RULE,
    one_address_for_two_objects::RULE,
    one_name_for_two_things::RULE,
    role_name_too_long::RULE,
    shared_state::RULE,
    stacks_in_a_circle::RULE,
    tags_differ_in_case_only::RULE,
    too_many_tags::RULE,
];
