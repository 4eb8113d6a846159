//! How clusters and SQL warehouses reach data without Unity Catalog: instance profiles, who may use them by which
//! cluster policy, and the configuration of warehouses. All behind a workspace's own host.

pub(super) mod arn;
pub(super) mod cluster_policies;
pub(super) mod instance_profiles;
mod launch;
pub(super) mod object_permissions;
mod policy_rules;
pub(super) mod warehouses;
