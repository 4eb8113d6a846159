//! `network.ip-access-list`: who reaches a workspace over the internet.

use super::{Kind, Network, PrivateLink};
use crate::reading::Reading;
use crate::source::Span;
use crate::sourced::{Entry, Origin, Sourced};
use crate::values::Cidr;

const KEY: &str = "network.ip-access-list";

/// A workspace that closes itself to the internet does not inherit who else comes from there.
pub(super) fn resolve(
    written: Option<Entry<Vec<Entry<Cidr>>>>,
    private_link: Option<&PrivateLink>,
    section: Span,
    reading: &Reading,
) -> Option<Sourced<Vec<Entry<Cidr>>>> {
    let closes_itself = private_link.is_some_and(|link| {
        !*link.public_access && matches!(link.public_access.origin(), Origin::Written(_))
    });
    let written = written.filter(|list| !(closes_itself && list.inherited));
    reading.optional_or(KEY, written, section, Vec::new)
}

/// Clusters without `PrivateLink` reach the control plane from the public addresses of NAT gateways. Databricks
/// holds these against the list too, and no classic compute starts from others: docs.databricks.com,
/// security/network/front-end/ip-access-list-workspace, read 2026-11.
///
/// Whose VPC is shared must be known by now.
pub(crate) fn list_nodes(network: &mut Network) {
    let way_out = match &network.kind {
        Kind::CustomerManaged(own) => own.way_out,
        Kind::Shared(shared) => shared.way_out,
        _ => return,
    };
    let is_held = network.ip_access_list.is_some() && network.back_end().is_none();
    network.nat_listed = is_held && way_out.nat;
    network.hub_listed = is_held && way_out.firewall;
}
