//! What rules about PrivateLink have in common.

use crate::architecture::{Architecture, Workspace};
use crate::sections::network::PrivateLink;

/// Workspaces that ask for PrivateLink, whether they can have it or not.
pub(in crate::rules) fn private_links(
    arch: &Architecture,
) -> impl Iterator<Item = (&Workspace, &PrivateLink)> {
    arch.workspaces
        .iter()
        .filter_map(|workspace| Some((workspace, workspace.network.private_link.as_ref()?)))
}
