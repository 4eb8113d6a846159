//! What rules about the receivers of instance profiles and data roles have in common.

use crate::architecture::Workspace;
use crate::sourced::{Entry, Sourced};
use crate::values::Principal;

/// The `groups` of every instance profile and data role.
pub(in crate::rules) fn receivers(
    workspace: &Workspace,
) -> impl Iterator<Item = &Sourced<Vec<Entry<Principal>>>> {
    let access = &workspace.data_access;
    let profiles = access.profiles.iter().filter_map(|profile| profile.written_groups.as_ref());
    profiles.chain(access.roles.iter().filter_map(|role| role.written_groups.as_ref()))
}
