//! What every rule that rests on the lock says at its end: how to tell lakewright that something does not stand.

use crate::architecture::Workspace;
use crate::previous_run::never_applied;

/// `help`, and the command for a workspace that was never applied.
pub(super) fn unless_never_applied(help: &str, workspace: &Workspace) -> String {
    let Workspace { key, name, .. } = workspace;
    format!("{help}; if `{}` was never applied, run {}", **name, never_applied(key, None))
}

/// `help`, and the command for one fact, as the lock calls it. `what` says when to use it, such as "the key was never
/// applied".
pub(super) fn unless_fact_never_applied(
    help: &str,
    what: &str,
    workspace: &Workspace,
    fact: &str,
) -> String {
    format!("{help}; if {what}, run {}", never_applied(&workspace.key, Some(fact)))
}
