//! Who there is: groups, users and service principals of an account, and which of them a workspace has.
//!
//! Forms and paths are those of terraform-provider-databricks 1.126.0 (`scim`,
//! `mws/resource_mws_permission_assignment.go`); the words of what is refused are the service's where the provider or an
//! issue of it holds them.

pub(super) mod account_scim;
pub(super) mod applier;
pub(super) mod assignments;
mod built_in;
mod groups;
mod kinds;
mod members;
mod patch;
mod query;
mod service_principals;
mod users;
pub(super) mod workspace_principals;
pub(super) mod workspace_scim;

pub(super) use kinds::{given_group, given_service_principal, given_user};
pub(super) use workspace_scim::named;
