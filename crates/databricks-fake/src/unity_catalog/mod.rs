//! Unity Catalog, as a workspace sees it: the metastore that it is assigned to, and what is in there.
//!
//! Behind the workspace's own host, as terraform-provider-databricks 1.126.0 asks (`catalog/`, with
//! databricks-sdk-go 0.170.0, `service/catalog`). Everything belongs to a metastore, not to a workspace; where it can be
//! reached from is said by bindings.

pub(crate) mod access;
pub(crate) mod call;
pub(crate) mod checks;
pub(crate) mod current_metastore;
pub(crate) mod file_events;
pub(crate) mod location_key;
pub(crate) mod location_role;
pub(crate) mod place;
pub(crate) mod principals;
pub(crate) mod privileges;
pub(crate) mod requests;
pub(crate) mod securable;
pub(crate) mod storage_paths;
