//! Unified diffs, as reviewers know them.

use similar::TextDiff;

/// From `generated` to what is `on_disk`, line endings set aside.
pub(super) fn edits(path: &str, generated: &str, on_disk: &str) -> String {
    unified(generated, on_disk, &format!("{path} (generated)"), &format!("{path} (on disk)"))
}

/// From what is there `before` to what will be there `after`.
pub(super) fn unified(before: &str, after: &str, from: &str, to: &str) -> String {
    let (before, after) = (before.replace("\r\n", "\n"), after.replace("\r\n", "\n"));
    TextDiff::from_lines(&before, &after).unified_diff().header(from, to).to_string()
}
