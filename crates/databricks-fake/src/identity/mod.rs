//! Who there is: groups, users and service principals of an account, and which of them a workspace has.
//!
//! Forms and paths are those of terraform-provider-databricks 1.126.0 (`scim`,
//! `mws/resource_mws_permission_assignment.go`); the words of what is refused are the service's where the provider or an
//! issue of it holds them.

pub(crate) mod account_scim;
pub(crate) mod applier;
pub(crate) mod built_in;
pub(crate) mod identities;
pub(crate) mod in_workspace;
pub(crate) mod members;
pub(crate) mod patch;
pub(crate) mod query;
mod renaming;
pub(crate) mod scim;
pub(crate) mod workspace_scim;
