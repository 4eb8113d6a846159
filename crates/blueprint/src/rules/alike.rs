//! What rules about workspaces that say the same have in common.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::network::Existing;
use crate::sections::workspace::Workspace;
use crate::source::Span;
use crate::sourced::Entry;

/// Every key that several values share, with them in their order.
pub(super) fn groups<K: Ord, V>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> impl Iterator<Item = (K, Vec<V>)> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups.into_iter().filter(|(_, values)| values.len() > 1)
}

/// Their names, or how many they are.
pub(super) fn name_all(workspaces: &[&Workspace]) -> String {
    match workspaces {
        [one, other] => format!("`{}` and `{}`", *one.name, *other.name),
        _ => format!("{} workspaces", workspaces.len()),
    }
}

/// Shows the first place too, unless all inherit one line.
pub(super) fn with_first(diagnostic: Diagnostic, first: Span) -> Diagnostic {
    if diagnostic.primary.span == first {
        return diagnostic;
    }
    diagnostic.context(Label::new(first, "here too"))
}

/// Warns of each of `ids` that several workspaces name; `what` says what they are.
pub(super) fn warn_of_shared_ids<'a, Id: Display + Ord + 'a>(
    rule: &'static str,
    what: &str,
    arch: &'a Architecture,
    ids: impl Fn(&'a Existing) -> &'a [Entry<Id>],
    diags: &mut Diagnostics,
) {
    let uses = arch.workspaces.iter().flat_map(|workspace| {
        let ids = workspace.network.existing().map(&ids);
        ids.into_iter().flatten().map(move |id| (&id.value, (workspace, id.span)))
    });
    for (id, uses) in groups(uses) {
        let (mut workspaces, places): (Vec<_>, Vec<_>) = uses.into_iter().unzip();
        workspaces.dedup_by_key(|workspace| &workspace.key);
        if workspaces.len() == 1 {
            continue;
        }
        let message = format!("{what} `{id}` is used by {}", name_all(&workspaces));
        let label = Label::new(places[places.len() - 1], "Databricks wants one for each workspace");
        let diagnostic = Diagnostic::warning(rule, message, label);
        diags.report(with_first(diagnostic, places[0]));
    }
}
