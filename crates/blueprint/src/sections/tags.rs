//! `[tags]`: on every AWS resource, and on everything the workspace launches.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{TagKey, TagValue};

pub type Written = BTreeMap<TagKey, Entry<TagValue>>;

/// Every tag by key; `managed-by = "terraform"` among them unless the blueprint says otherwise, so that
/// nobody edits by hand what a plan would revert.
pub type Tags = BTreeMap<TagKey, Sourced<TagValue>>;

static MANAGED_BY: LazyLock<(TagKey, TagValue)> = LazyLock::new(|| {
    let parsed = (TagKey::parse("managed-by"), TagValue::parse("terraform"));
    let (Ok(key), Ok(value)) = parsed else { unreachable!("both are letters and `-`") };
    (key, value)
});

pub(crate) fn resolve(written: Written, section: Span) -> Tags {
    let (key, value) = &*MANAGED_BY;
    // IAM takes no two keys that differ in case only.
    let is_written = written.keys().any(|own| own.to_string().eq_ignore_ascii_case("managed-by"));
    let mut tags: Tags =
        written.into_iter().map(|(key, value)| (key, Sourced::written("tags", value))).collect();
    if !is_written {
        tags.insert(key.clone(), Sourced::default("tags", value.clone(), section));
    }
    tags
}
