//! Rules about the form of a blueprint: keys, values and acceptances.

mod repeated_id;

use super::rule::{Rule, reading};

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    reading("acceptance-ended", include_str!("acceptance_ended.md")),
    reading("acceptance-of-an-error", include_str!("acceptance_of_an_error.md")),
    reading("acceptance-of-nothing", include_str!("acceptance_of_nothing.md")),
    reading("key-does-not-apply", include_str!("key_does_not_apply.md")),
    reading("malformed-value", include_str!("malformed_value.md")),
    reading("missing-key", include_str!("missing_key.md")),
    reading("not-toml", include_str!("not_toml.md")),
    repeated_id::RULE,
    reading("unknown-key", include_str!("unknown_key.md")),
    reading("unknown-region", include_str!("unknown_region.md")),
    reading("unknown-value", include_str!("unknown_value.md")),
    reading("wrong-type", include_str!("wrong_type.md")),
];
