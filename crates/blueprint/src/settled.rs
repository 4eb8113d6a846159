//! What a workspace is for good, or at least not by Terraform: an earlier run's word on it, which the
//! lock keeps.

use std::collections::BTreeMap;

use crate::architecture::Workspace;

/// By workspace, then by `vpc`, `tier` or `private-access`.
pub type Settled = BTreeMap<String, BTreeMap<String, String>>;

/// Whose VPC: `databricks` or `customer`. Absent for a serverless workspace.
pub(crate) const VPC: &str = "vpc";
pub(crate) const TIER: &str = "tier";
/// Present if private access settings are attached.
pub(crate) const PRIVATE_ACCESS: &str = "private-access";

pub(crate) fn of(workspaces: &[Workspace]) -> Settled {
    workspaces.iter().map(|workspace| (workspace.key.clone(), facts(workspace))).collect()
}

pub(crate) fn facts(workspace: &Workspace) -> BTreeMap<String, String> {
    let network = &workspace.network;
    let vpc = network
        .mode
        .as_ref()
        .map(|_| if network.has_own_vpc() { "customer" } else { "databricks" });
    let private_access = network.private_link.as_ref().map(|_| "attached");
    let tier = workspace.tier.to_string();
    let facts = [(VPC, vpc), (TIER, Some(&*tier)), (PRIVATE_ACCESS, private_access)];
    facts.into_iter().filter_map(|(what, fact)| Some((what.to_owned(), fact?.to_owned()))).collect()
}
