//! How Terraform signs in to Databricks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// In the words of the provider's `auth_type`: those of its ways that sign a service principal in both to the account
/// and to a workspace that the same apply creates (terraform-provider-databricks 1.126.0, `common/client.go`).
///
/// `databricks-cli` does not: the command line has a token for each host that a person signed in to, and is asked for one of
/// the new workspace's host (databricks-sdk-go 0.170.0, `config/cli_token_source.go`).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum AuthType {
    OauthM2m,
    GithubOidc,
    EnvOidc,
    FileOidc,
}
