//! `network.ip-access-list`: who reaches a workspace over the internet.

use super::private_link::PrivateLinkDraft;
use super::written::Written;
use crate::reading::Reading;
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};
use crate::values::Cidr;

/// A workspace that closes itself to the internet does not inherit who else comes from there.
pub(super) fn resolve(
    written: Option<Entry<Vec<Entry<Cidr>>>>,
    private_link: Option<&PrivateLinkDraft>,
    section: Span,
    reading: &Reading,
) -> Option<Sourced<Vec<Entry<Cidr>>>> {
    let closes_itself = private_link.is_some_and(|link| {
        !*link.public_access && matches!(link.public_access.origin(), Origin::Written(_))
    });
    let written = written.filter(|list| !(closes_itself && list.inherited));
    reading.optional_or(Written::ip_access_list, written, section, Vec::new)
}
