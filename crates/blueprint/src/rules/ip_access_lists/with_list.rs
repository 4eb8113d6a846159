//! What rules about IP access lists have in common.

use crate::architecture::{Architecture, Workspace};
use crate::sourced::{Entry, Sourced};
use crate::values::Cidr;

/// Workspaces with a list, whether they can have one or not.
pub(super) fn ip_access_lists(
    arch: &Architecture,
) -> impl Iterator<Item = (&Workspace, &Sourced<Vec<Entry<Cidr>>>)> {
    arch.workspaces
        .iter()
        .filter_map(|workspace| Some((workspace, workspace.network.ip_access_list.as_ref()?)))
}
