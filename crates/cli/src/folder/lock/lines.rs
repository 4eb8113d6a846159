//! Where something stands in a lock, as lines from 1. Asked only when it is refused.

use std::ops::{Range, RangeInclusive};

use crate::folder::quoted::quoted;

type Lines = RangeInclusive<usize>;

/// The line of a span of bytes; the first line if the whole text is meant.
pub(super) fn of_span(text: &str, span: Option<Range<usize>>) -> Lines {
    let start = span.map_or(0, |span| span.start.min(text.len()));
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    line..=line
}

/// The first line that git left to be resolved.
pub(super) fn conflict(text: &str) -> Option<usize> {
    let is_marker = |line: &str| ["<<<<<<< ", ">>>>>>> "].iter().any(|it| line.starts_with(it));
    text.lines().position(is_marker).map(|index| index + 1)
}

/// A key above all tables.
pub(super) fn of_key(text: &str, key: &str) -> Lines {
    first(text, |line| line.starts_with(key))
}

/// A line of `[files]`, or of another table that names a path.
pub(super) fn of_path(text: &str, path: &str) -> Lines {
    let path = quoted(path);
    first(text, |line| line.contains(&path))
}

/// A workspace's line in a table of format 1.
pub(super) fn in_table(text: &str, table: &str, workspace: &str) -> Lines {
    let header = of_table(text, table);
    let key = quoted(workspace);
    let below = text.lines().skip(*header.end()).position(|line| line.starts_with(&key));
    below.map_or(header.clone(), |below| header.end() + below + 1..=header.end() + below + 1)
}

pub(super) fn of_table(text: &str, table: &str) -> Lines {
    first(text, |line| line == format!("[{table}]"))
}

/// The entry of a stack, with its header; `folder` as it is shown.
pub(crate) fn of_stack(text: &str, folder: &str) -> Lines {
    block(text, &stack_header(folder), str::is_empty)
}

/// A list of addresses.
pub(super) fn of_addresses(text: &str, name: &str) -> Lines {
    block(text, &list_header(name), |line| line == "]")
}

/// The first line of a stack's entry; `folder` as it is shown.
pub(super) fn stack_header(folder: &str) -> String {
    format!("[stacks.{}]", quoted(folder))
}

/// The first line of a list of addresses.
pub(super) fn list_header(name: &str) -> String {
    format!("{} = [", quoted(name))
}

fn first(text: &str, is_it: impl Fn(&str) -> bool) -> Lines {
    let line = text.lines().position(is_it).map_or(1, |index| index + 1);
    line..=line
}

/// From a line to the one before which, or at which, it ends.
fn block(text: &str, header: &str, ends: impl Fn(&str) -> bool) -> Lines {
    let start = *first(text, |line| line == header).start();
    let length = text.lines().skip(start).take_while(|line| !ends(line)).count();
    let has_end = text.lines().nth(start + length).is_some_and(|line| !line.is_empty());
    start..=start + length + usize::from(has_end)
}
