//! What is the same in many stacks, said once.

use std::collections::BTreeMap;

/// Everything with the stacks that say it, in the order of the first of these.
pub(super) fn together<'a, T: Ord>(
    said: impl Iterator<Item = (&'a [String], T)>,
) -> Vec<(T, Vec<&'a str>)> {
    let mut places: BTreeMap<T, (usize, Vec<&str>)> = BTreeMap::new();
    for (order, (stacks, what)) in said.enumerate() {
        let (_, known) = places.entry(what).or_insert((order, Vec::new()));
        known.extend(stacks.iter().map(String::as_str));
    }
    let mut sorted: Vec<_> = places.into_iter().collect();
    sorted.sort_by_key(|(_, (order, _))| *order);
    sorted.into_iter().map(|(what, (_, stacks))| (what, stacks)).collect()
}

/// The first `most` of `lines`, indented, and how many more there are.
pub(super) fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(most);
    // One line more takes no more room than saying so.
    if more > 1 {
        lines.truncate(most);
        lines.push(format!("… and {more} more"));
    }
    lines.into_iter().map(|line| format!("  {line}")).collect()
}
