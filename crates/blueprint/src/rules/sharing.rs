//! What rules about workspaces that share a VPC have in common.

use crate::architecture::Architecture;
use crate::sections::network::{CustomerManaged, Shared};
use crate::sections::workspace::Workspace;

/// A workspace in the VPC of another one.
pub(super) struct Share<'a> {
    pub(super) sharer: &'a Workspace,
    pub(super) shared: &'a Shared,
    pub(super) owner: &'a Workspace,
    pub(super) vpc: &'a CustomerManaged,
}

/// Those whose owner has a VPC to share; rules of their own report the others.
pub(super) fn shares(arch: &Architecture) -> impl Iterator<Item = Share<'_>> {
    arch.workspaces.iter().filter_map(|sharer| {
        let shared = sharer.network.shared()?;
        let owner = arch.workspace(shared.owner.as_str())?;
        Some(Share { sharer, shared, owner, vpc: owner.network.customer_managed()? })
    })
}
