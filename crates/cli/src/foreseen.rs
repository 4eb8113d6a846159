//! The forecast of what `generate` has just written over an earlier tree.

use std::collections::BTreeSet;

use codegen::RelativePath;
use forecast::{Files, Forecast};

use crate::folder::{Changes, Differing, Lock, Output};
use crate::moving::{self, Tree};

/// `lock` is what the earlier run left. None if it left no stack, or no file has changed.
pub(crate) fn foresee(changes: &Changes, output: &Output, lock: &Lock) -> Option<Forecast> {
    let Changes { create, update, delete, .. } = changes;
    if lock.stacks.is_empty() || create.is_empty() && update.is_empty() && delete.is_empty() {
        return None;
    }
    let concerned = concerned(changes, output, lock);
    let is_read = |path: &RelativePath| {
        let folder = path.parent();
        let is_stack = output.stacks.contains_key(folder) || lock.stacks.contains_key(folder);
        concerned.contains(folder) || !is_stack
    };
    let after = forecast::texts_of(output.files.iter().filter(|(path, _)| is_read(path)));
    let mut before = after.clone();
    for path in create {
        before.remove(path.as_str());
    }
    for Differing { path, before: text } in update.iter().chain(delete) {
        before.insert(path.as_str(), text.as_str().into());
    }
    let is_concerned = |stack: &&str| concerned.contains(stack);
    let old = lock.stacks.keys().map(String::as_str).filter(is_concerned).collect();
    let new = output.stacks.keys().map(String::as_str).filter(is_concerned).collect();
    let (before, after) =
        (Files { texts: before, stacks: old }, Files { texts: after, stacks: new });
    let before = Tree { files: &before, stacks: &lock.stacks, record: &lock.previous };
    let after = Tree { files: &after, stacks: output.stacks, record: output.record };
    Some(moving::forecast(before, after))
}

/// The stacks for which Terraform may read something else: those with such a file, and all where a module that
/// stays is not the same.
fn concerned<'a>(changes: &'a Changes, output: &Output<'a>, lock: &'a Lock) -> BTreeSet<&'a str> {
    let all: BTreeSet<&str> =
        output.stacks.keys().chain(lock.stacks.keys()).map(String::as_str).collect();
    let Changes { create, update, delete, .. } = changes;
    let created: BTreeSet<&RelativePath> = create.iter().collect();
    let kept = output.files.keys().filter(|path| !created.contains(path));
    let stays: BTreeSet<&str> = kept.map(RelativePath::parent).collect();
    let differing = update.iter().chain(delete).map(|it| &it.path);
    let paths = differing.chain(create).filter(|path| path.as_str().contains(".tf"));
    let folders: BTreeSet<&str> = paths.map(RelativePath::parent).collect();
    if folders.iter().any(|folder| !all.contains(folder) && stays.contains(folder)) {
        return all;
    }
    let comes_or_goes =
        |stack: &&str| !output.stacks.contains_key(*stack) || !lock.stacks.contains_key(*stack);
    all.iter().copied().filter(|it| folders.contains(it) || comes_or_goes(it)).collect()
}
