//! Which stacks differ at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::basis::Side;
use crate::candidate::Candidate;
use crate::files::Files;

/// Calls inside one another: a module that calls itself has more.
const DEEPEST: usize = 16;

/// The stacks for which Terraform may read other files, in the order of their names.
pub(crate) fn candidates<'a>(before: &'a Files<'a>, after: &'a Files<'a>) -> Vec<Candidate<'a>> {
    let do_modules_differ = do_modules_differ(before, after);
    let names: BTreeSet<&str> = before.stacks.union(&after.stacks).copied().collect();
    let candidate = |name: &'a str| {
        let (is_before, is_after) = (before.stacks.contains(name), after.stacks.contains(name));
        let is_same = || before.in_folder(name) == after.in_folder(name);
        let stays = is_before && is_after && !do_modules_differ && is_same();
        (!stays).then_some(Candidate { name, is_before, is_after })
    };
    names.into_iter().filter_map(candidate).collect()
}

/// Whether a module that is in both trees is not the same: any stack may call it.
fn do_modules_differ(before: &Files, after: &Files) -> bool {
    fn folders<'f>(files: &'f Files) -> BTreeMap<&'f str, Vec<(&'f str, &'f Arc<str>)>> {
        let mut folders: BTreeMap<&str, Vec<(&str, &Arc<str>)>> = BTreeMap::new();
        for (path, text) in &files.texts {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            if !files.stacks.contains(folder) {
                folders.entry(folder).or_default().push((name, text));
            }
        }
        folders
    }
    let (old, new) = (folders(before), folders(after));
    old.iter().any(|(folder, files)| new.get(folder).is_some_and(|other| other != files))
}

/// Whether two folders, or what their modules call, are not the same.
pub(crate) fn is_different<'a>(
    folders: (&'a str, &'a str),
    before: Side<'a>,
    after: Side<'a>,
    depth: usize,
) -> bool {
    if before.files.in_folder(folders.0) != after.files.in_folder(folders.1) {
        return true;
    }
    if depth == DEEPEST {
        return false;
    }
    // The files are the same, so are the calls.
    let calls = after.tree.module(folders.1).into_iter().flat_map(|it| it.calls.values());
    let mut sources = calls.filter_map(|call| call.source);
    sources.any(|source| {
        let old = before.tree.callee(folders.0, source).map(|(folder, _)| folder);
        let new = after.tree.callee(folders.1, source).map(|(folder, _)| folder);
        match (old, new) {
            (Some(old), Some(new)) => is_different((old, new), before, after, depth + 1),
            (old, new) => old.is_some() != new.is_some(),
        }
    })
}
