//! What rules about workspaces that say the same have in common.

use crate::architecture::Workspace;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Label};
use crate::source::Span;

/// Every key that several values share, with them in their order.
pub(in crate::rules) fn groups<K: Ord, V>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> impl Iterator<Item = (K, Vec<V>)> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups.into_iter().filter(|(_, values)| values.len() > 1)
}

/// Their names, or how many they are.
pub(in crate::rules) fn name_all(workspaces: &[&Workspace]) -> String {
    match workspaces {
        [one, other] => format!("`{}` and `{}`", *one.name, *other.name),
        _ => format!("{} workspaces", workspaces.len()),
    }
}

/// Shows the first place too, unless all inherit one line.
pub(in crate::rules) fn with_first(diagnostic: Diagnostic, first: Span) -> Diagnostic {
    if diagnostic.primary.span == first {
        return diagnostic;
    }
    diagnostic.context(Label::new(first, "here too"))
}
