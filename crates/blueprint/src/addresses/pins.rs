//! What is kept of a plan, so that the next one moves nothing.

use std::collections::BTreeMap;

use super::beside;
use super::tail::Use;
use crate::architecture::Workspace;
use crate::values::Cidr;

/// Ranges of one workspace that an earlier run planned: by `vpc`, `<zone id>` (the clusters' subnet
/// there), `endpoint <zone id>`, `public <zone id>` or `transit <zone id>`; in the VPCs beside it, see
/// `beside`.
pub type PinnedRanges = BTreeMap<String, Cidr>;

/// Ranges that an earlier run planned, by workspace.
pub type Pins = BTreeMap<String, PinnedRanges>;

pub(super) const VPC: &str = "vpc";

static NONE: PinnedRanges = BTreeMap::new();

/// What was planned for a workspace; nothing for one that is new.
pub(super) fn of<'a>(pins: &'a Pins, workspace: &str) -> &'a PinnedRanges {
    pins.get(workspace).unwrap_or(&NONE)
}

/// What must be kept for the next run.
pub(crate) fn pins(workspaces: &[Workspace]) -> Pins {
    let kept = workspaces.iter().map(|workspace| (workspace.key.clone(), of_workspace(workspace)));
    kept.filter(|(_, pins)| !pins.is_empty()).collect()
}

fn of_workspace(workspace: &Workspace) -> PinnedRanges {
    let mut pins = PinnedRanges::new();
    if let Some(network) = workspace.network.customer_managed() {
        pins.insert(VPC.to_owned(), *network.cidr);
        let endpoint = network.endpoint_subnets.iter().map(|subnet| (Use::Endpoint, subnet));
        let public = network.public_subnets.iter().map(|subnet| (Use::Public, subnet));
        let transit = network.transit_subnets.iter().map(|subnet| (Use::Transit, subnet));
        let small = endpoint.chain(public).chain(transit);
        pins.extend(small.map(|(of, s)| (of.pin(&s.zone), s.cidr)));
    }
    beside::keep(workspace, &mut pins);
    if let Some(subnets) = workspace.network.workspace_subnets() {
        pins.extend(subnets.iter().map(|subnet| (subnet.zone.to_string(), subnet.cidr)));
    }
    pins
}
