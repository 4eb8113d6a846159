//! From where Unity Catalog is asked: a workspace, and the metastore that it is assigned to.

use serde_json::Value;

use crate::account::Account;
use crate::object::{Object, plain, text};
use crate::refused::Refused;

/// Collection of the assignments of workspaces to metastores, by workspace.
pub(crate) const ASSIGNMENTS: &str = "metastore-assignments";

pub(crate) struct Place {
    /// As JSON has it: a number.
    pub(crate) workspace: Value,
    /// Its id.
    pub(crate) metastore: String,
}

impl Place {
    /// The words that `databricks_current_metastore` looks for (`catalog/data_current_metastore.go`).
    pub(crate) fn of(account: &Account, workspace: &Object) -> Result<Self, Refused> {
        let workspace = workspace["workspace_id"].clone();
        let assignment = account.get(ASSIGNMENTS, &plain(&workspace));
        let metastore = assignment.and_then(|it| text(it, "metastore_id")).ok_or_else(|| {
            Refused::not_found(
                "METASTORE_DOES_NOT_EXIST",
                "No metastore assigned for the current workspace.",
            )
        })?;
        Ok(Self { metastore: metastore.to_owned(), workspace })
    }

    /// Whether something is in this metastore.
    pub(crate) fn holds(&self, object: &Object) -> bool {
        text(object, "metastore_id") == Some(self.metastore.as_str())
    }
}
