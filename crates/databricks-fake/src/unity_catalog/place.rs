//! From where Unity Catalog is asked: a workspace, and the metastore that it is assigned to.

use serde_json::Value;

use crate::account::{Account, Object};
use crate::entities::metastore_assignments;
use crate::fields::{plain, text};
use crate::refused::Refused;

pub(super) struct Place {
    /// As JSON has it: a number.
    pub(super) workspace: Value,
    /// Its id.
    pub(super) metastore: String,
}

impl Place {
    /// The words that `databricks_current_metastore` looks for (`catalog/data_current_metastore.go`).
    pub(super) fn of(account: &Account, workspace: &Object) -> Result<Self, Refused> {
        let workspace = workspace["workspace_id"].clone();
        let assignment = account.get(metastore_assignments::COLLECTION, &plain(&workspace));
        let metastore = assignment.and_then(|it| text(it, "metastore_id")).ok_or_else(|| {
            Refused::not_found(
                "METASTORE_DOES_NOT_EXIST",
                "No metastore assigned for the current workspace.",
            )
        })?;
        Ok(Self { metastore: metastore.to_owned(), workspace })
    }

    /// Whether something is in this metastore.
    pub(super) fn holds(&self, object: &Object) -> bool {
        text(object, "metastore_id") == Some(self.metastore.as_str())
    }
}
