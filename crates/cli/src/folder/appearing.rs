//! Folders that come into being with what a run writes.

use std::collections::BTreeSet;

use codegen::RelativePath;

use super::changes::Changes;
use super::contain::parent;

/// Folders that come into being, because a file is created in them or below.
pub(super) fn appearing(changes: &Changes, existing: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut appearing = BTreeSet::new();
    let mut parents: Vec<_> =
        changes.create.iter().chain(&changes.recreate).map(RelativePath::parent).collect();
    parents.dedup();
    for mut at in parents {
        while !at.is_empty() && !existing.contains(at) && appearing.insert(at.to_owned()) {
            at = parent(at);
        }
    }
    appearing
}

/// Stacks that appear with all that is below, and are not themselves in a folder that appears.
pub(super) fn arriving(appearing: &BTreeSet<String>, stacks: &BTreeSet<&str>) -> BTreeSet<String> {
    let is_outermost = |folder: &&String| !appearing.contains(parent(folder));
    let outermost = appearing.iter().filter(is_outermost);
    outermost.filter(|folder| stacks.contains(folder.as_str())).cloned().collect()
}

/// The outermost folder around `folder` that appears with it; itself if it does not.
pub(super) fn outermost<'a>(folder: &'a str, appearing: &BTreeSet<String>) -> &'a str {
    let mut at = folder;
    while appearing.contains(at) && appearing.contains(parent(at)) {
        at = parent(at);
    }
    at
}

/// The folder itself, or the one in which it appears.
pub(super) fn nearest<'a>(folder: &'a str, appearing: &BTreeSet<String>) -> &'a str {
    let mut at = folder;
    while appearing.contains(at) {
        at = parent(at);
    }
    at
}
