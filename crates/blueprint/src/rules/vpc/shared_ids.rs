//! What rules about subnets and security groups of several workspaces have in common.

use std::fmt::Display;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::repeats::{groups, name_all, with_first};
use crate::sections::network::Existing;
use crate::sourced::Entry;

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
