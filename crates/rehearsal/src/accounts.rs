//! In which accounts a workspace is rehearsed.

use blueprint::Workspace;

/// In place of the accounts that a blueprint leaves to whoever applies.
const AWS_ACCOUNT: &str = "123456789012";
const DATABRICKS_ACCOUNT: &str = "11111111-2222-3333-4444-555555555555";

/// Where a stack builds; those that the blueprint leaves to whoever applies are made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    pub aws: String,
    pub databricks: String,
}

impl Accounts {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let aws = workspace.aws_account_id.as_ref().map(|id| id.as_str().to_owned());
        let databricks = workspace.databricks_account_id.as_ref().map(|id| id.to_string());
        Self {
            aws: aws.unwrap_or_else(|| AWS_ACCOUNT.to_owned()),
            databricks: databricks.unwrap_or_else(|| DATABRICKS_ACCOUNT.to_owned()),
        }
    }
}
