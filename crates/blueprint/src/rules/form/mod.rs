//! Rules about the form of a blueprint: keys, values and acceptances.

mod repeated_id;

use super::area::Area;
use super::rule::{Rule, reading};
use crate::diagnostic::Severity;

/// Sorted by name.
pub(super) static RULES: &[Rule] = &[
    reading("acceptance-ended", Severity::Warning, Area::Form, include_str!("acceptance_ended.md")),
    reading(
        "acceptance-of-an-error",
        Severity::Error,
        Area::Form,
        include_str!("acceptance_of_an_error.md"),
    ),
    reading(
        "key-does-not-apply",
        Severity::Error,
        Area::Form,
        include_str!("key_does_not_apply.md"),
    ),
    reading("malformed-value", Severity::Error, Area::Form, include_str!("malformed_value.md")),
    reading("missing-key", Severity::Error, Area::Form, include_str!("missing_key.md")),
    reading("not-toml", Severity::Error, Area::Form, include_str!("not_toml.md")),
    repeated_id::RULE,
    reading("unknown-key", Severity::Error, Area::Form, include_str!("unknown_key.md")),
    reading("unknown-region", Severity::Error, Area::Form, include_str!("unknown_region.md")),
    reading("unknown-rule", Severity::Error, Area::Form, include_str!("unknown_rule.md")),
    reading("unknown-value", Severity::Error, Area::Form, include_str!("unknown_value.md")),
    reading(
        "unneeded-acceptance",
        Severity::Warning,
        Area::Form,
        include_str!("unneeded_acceptance.md"),
    ),
    reading(
        "workspace-kept-and-removed",
        Severity::Error,
        Area::Form,
        include_str!("workspace_kept_and_removed.md"),
    ),
    reading("wrong-type", Severity::Error, Area::Form, include_str!("wrong_type.md")),
];
