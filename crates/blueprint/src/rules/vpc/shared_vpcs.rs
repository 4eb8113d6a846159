//! What rules about workspaces that share a VPC have in common.

use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::Label;
use crate::sections::network::{CustomerManaged, Kind, Shared};

/// A workspace in the VPC of another one.
pub(in crate::rules) struct Share<'a> {
    pub(in crate::rules) sharer: &'a Workspace,
    pub(in crate::rules) shared: &'a Shared,
    pub(in crate::rules) owner: &'a Workspace,
    pub(in crate::rules) vpc: &'a CustomerManaged,
}

/// Those whose owner has a VPC to share; rules of their own report the others.
pub(in crate::rules) fn shares(arch: &Architecture) -> impl Iterator<Item = Share<'_>> {
    arch.workspaces.iter().filter_map(|sharer| {
        let shared = sharer.network.shared()?;
        let owner = arch.workspace(shared.owner.as_str())?;
        Some(Share { sharer, shared, owner, vpc: owner.network.customer_managed()? })
    })
}

/// The VPC that a workspace's clusters are in, its own or its owner's, if we create it.
pub(in crate::rules) fn vpc<'a>(
    workspace: &'a Workspace,
    arch: &'a Architecture,
) -> Option<&'a CustomerManaged> {
    let owner = match workspace.network.shared() {
        None => workspace,
        Some(shared) => arch.workspace(shared.owner.as_str())?,
    };
    owner.network.customer_managed()
}

/// Points at what decides on a workspace's way out: its egress, or that it shares a VPC.
pub(in crate::rules) fn egress(workspace: &Workspace, text: &str) -> Option<Label> {
    match &workspace.network.kind {
        Kind::CustomerManaged(vpc) => Some(Label::at(&vpc.egress, text)),
        Kind::Shared(shared) => Some(Label::at(&shared.owner, text)),
        _ => None,
    }
}
