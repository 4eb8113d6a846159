//! What is kept of a plan, so that the next one moves nothing.

use std::collections::BTreeMap;

use super::beside;
use super::pin::{Pin, PinnedRanges, Pins};
use super::tail::Use;
use crate::architecture::Workspace;

static NONE: PinnedRanges = BTreeMap::new();

/// What was planned for a workspace; nothing for one that is new.
pub(super) fn of<'a>(pins: &'a Pins, workspace: &str) -> &'a PinnedRanges {
    pins.get(workspace).unwrap_or(&NONE)
}

/// What must be kept of a workspace for the next run.
pub(crate) fn pins(workspace: &Workspace) -> PinnedRanges {
    let mut pins = PinnedRanges::new();
    if let Some(network) = workspace.network.customer_managed() {
        pins.insert(Pin::Vpc, *network.cidr);
        let endpoint = network.endpoint_subnets.iter().map(|subnet| (Use::Endpoint, subnet));
        let public = network.public_subnets.iter().map(|subnet| (Use::Public, subnet));
        let transit = network.transit_subnets.iter().map(|subnet| (Use::Transit, subnet));
        let small = endpoint.chain(public).chain(transit);
        pins.extend(small.map(|(of, s)| (of.pin(&s.zone), s.cidr)));
    }
    beside::keep(workspace, &mut pins);
    if let Some(subnets) = workspace.network.workspace_subnets() {
        pins.extend(subnets.iter().map(|subnet| (Pin::of_clusters(&subnet.zone), subnet.cidr)));
    }
    pins
}
