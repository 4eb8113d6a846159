//! The lines of HCL that come and go, in files that a stack reads before and after.
//!
//! A module is compared as its stack sees it: the folder that was called with the folder that is called.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use codegen::in_shares;
use similar::{ChangeTag, TextDiff};

use crate::alike::Group;
use crate::basis::Side;
use crate::candidate::Candidate;
use crate::model::Lines;

/// Calls inside one another: a module that calls itself has more.
const DEEPEST: usize = 16;

const STACKS_PER_THREAD: usize = 64;

/// Each change of a file once, with the stacks in which it is made.
pub(crate) fn lines(groups: &[Group], before: Side, after: Side) -> Vec<Lines> {
    let firsts: Vec<Candidate> = groups.iter().map(|group| group.stacks[0]).collect();
    let mut found: Vec<(Vec<String>, Vec<Lines>)> = Vec::new();
    let mut alone = Vec::new();
    for (group, lines) in groups.iter().zip(of_each(&firsts, before, after)) {
        let is_of_one = group.stacks.len() > 1 && lines.iter().any(|it| group.has_words(it));
        let stacks = if is_of_one {
            alone.extend_from_slice(&group.stacks[1..]);
            vec![group.stacks[0].name.to_owned()]
        } else {
            group.names()
        };
        found.push((stacks, lines));
    }
    let names = alone.iter().map(|stack| vec![stack.name.to_owned()]);
    found.extend(names.zip(of_each(&alone, before, after)));
    together(found)
}

fn of_each(stacks: &[Candidate], before: Side, after: Side) -> Vec<Vec<Lines>> {
    in_shares(stacks, STACKS_PER_THREAD, |share| {
        share.iter().map(|stack| of_stack(*stack, before, after)).collect()
    })
}

fn together(found: Vec<(Vec<String>, Vec<Lines>)>) -> Vec<Lines> {
    let mut order: BTreeMap<Lines, usize> = BTreeMap::new();
    let mut all: Vec<Lines> = Vec::new();
    for (stacks, lines) in found {
        for lines in lines {
            let index = *order.entry(lines).or_insert_with_key(|lines| {
                all.push(lines.clone());
                all.len() - 1
            });
            all[index].stacks.extend(stacks.iter().cloned());
        }
    }
    all
}

fn of_stack(stack: Candidate, before: Side, after: Side) -> Vec<Lines> {
    let mut found = Vec::new();
    if stack.is_before && stack.is_after {
        of_module(&mut Vec::new(), (stack.name, before), (stack.name, after), &mut found);
    }
    found
}

type Folder<'a> = (&'a str, Side<'a>);

fn of_module<'a>(
    path: &mut Vec<&'a str>,
    (before, was): Folder<'a>,
    (after, is): Folder<'a>,
    found: &mut Vec<Lines>,
) {
    let old: BTreeMap<_, _> = was.files.in_folder(before).into_iter().collect();
    let new: BTreeMap<_, _> = is.files.in_folder(after).into_iter().collect();
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (old, new) = (old.get(*name), new.get(*name));
        if old != new {
            let modules = path.iter().map(|name| format!("module.{name}: "));
            let prefix = modules.collect::<Vec<_>>().concat();
            let text = |text: Option<&&'a std::sync::Arc<str>>| text.map_or("", |it| &***it);
            found.extend(of_file(format!("{prefix}{name}"), text(old), text(new)));
        }
    }
    if path.len() == DEEPEST {
        return;
    }
    let (Some(old), Some(new)) = (was.tree.module(before), is.tree.module(after)) else { return };
    for (name, call) in &new.calls {
        let folder_of = |folder, side: Side<'a>, source: Option<&str>| {
            side.tree.callee(folder, source?).map(|(folder, _)| folder)
        };
        let called_before = old.calls.get(name).and_then(|it| folder_of(before, was, it.source));
        let called = folder_of(after, is, call.source);
        if let (Some(called_before), Some(called)) = (called_before, called) {
            path.push(name);
            of_module(path, (called_before, was), (called, is), found);
            path.pop();
        }
    }
}

fn of_file(place: String, before: &str, after: &str) -> Option<Lines> {
    let (before, after) = (said(before), said(after));
    let old: Vec<&str> = before.iter().map(|line| &**line).collect();
    let new: Vec<&str> = after.iter().map(|line| &**line).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut lines = Lines { stacks: Vec::new(), place, removed: Vec::new(), added: Vec::new() };
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => lines.removed.push(change.value().to_owned()),
            ChangeTag::Insert => lines.added.push(change.value().to_owned()),
            ChangeTag::Equal => {}
        }
    }
    (!lines.removed.is_empty() || !lines.added.is_empty()).then_some(lines)
}

/// Lines that say something to Terraform, as they are apart from their layout.
fn said(text: &str) -> Vec<Cow<'_, str>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let plain = |line: &'_ str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines
        .map(|line| if line.contains("  ") { Cow::Owned(plain(line)) } else { Cow::Borrowed(line) })
        .collect()
}
