//! What a Terraform process is told: the fakes, made-up credentials, and nothing of the user's.

use std::ffi::OsString;
use std::path::Path;

use databricks_fake::{APPLICATION, id_token};

use crate::environment::Environment;
use crate::proxy::account::access_key;
use crate::proxy::{Entrance, Proxy, runner};
use crate::script::Stack;

/// What Terraform itself needs of its user: where it finds programs, its configuration (OpenTofu's may lie in
/// `XDG_CONFIG_HOME`) and providers.
const KEPT: [&str; 11] = [
    "PATH",
    "HOME",
    "LANG",
    "USER",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_DATA_DIRS",
    "TF_CLI_CONFIG_FILE",
    "TF_PLUGIN_CACHE_DIR",
    "TF_LOG",
    "TF_LOG_PATH",
];

/// How many times as long as by EC2 a role is unknown by Unity Catalog: as sixty seconds are to thirty.
pub(crate) const UNITY_CATALOG: u32 = 2;

pub(crate) struct Access<'a> {
    pub(crate) proxy: &'a Proxy,
    pub(crate) entrance: Entrance,
    /// A file that is not there: for configuration that is not to be read.
    pub(crate) nowhere: &'a Path,
    /// Where providers put their sockets: what is killed leaves them behind.
    pub(crate) temporary: &'a Path,
    /// Of files with the token of a runner, each named after the Databricks account.
    pub(crate) id_tokens: &'a Path,
    /// As Terraform writes durations: `3s`.
    pub(crate) iam_propagation_wait: &'a str,
    pub(crate) unity_catalog_propagation_wait: &'a str,
}

/// The whole environment of a Terraform process in `stack`.
pub(crate) fn of(users: &Environment, access: &Access, stack: &Stack) -> Vec<(OsString, OsString)> {
    let kept = KEPT
        .iter()
        .filter_map(|name| users.get(name).map(|value| (OsString::from(name), value.to_owned())));
    let proxy = access.proxy.environment(access.entrance, stack.vantage).into_iter();
    let ours: [(&str, OsString); 26] = [
        ("TMPDIR", access.temporary.into()),
        ("AWS_ACCESS_KEY_ID", access_key(&stack.accounts.aws).into()),
        ("AWS_SECRET_ACCESS_KEY", "rehearsal".into()),
        ("AWS_CONFIG_FILE", access.nowhere.into()),
        ("AWS_SHARED_CREDENTIALS_FILE", access.nowhere.into()),
        ("AWS_EC2_METADATA_DISABLED", "true".into()),
        ("DATABRICKS_CLIENT_ID", APPLICATION.into()),
        ("DATABRICKS_CLIENT_SECRET", "rehearsal".into()),
        ("DATABRICKS_OIDC_TOKEN", id_token(&stack.accounts.databricks).into()),
        (
            "DATABRICKS_OIDC_TOKEN_FILEPATH",
            access.id_tokens.join(&stack.accounts.databricks).into(),
        ),
        ("ACTIONS_ID_TOKEN_REQUEST_URL", runner::URL.into()),
        ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "rehearsal".into()),
        // As on a runner of a company with several clouds.
        ("ARM_CLIENT_ID", "rehearsal".into()),
        ("GOOGLE_CREDENTIALS", "rehearsal".into()),
        ("DATABRICKS_CONFIG_FILE", access.nowhere.into()),
        ("CHECKPOINT_DISABLE", "1".into()),
        ("TF_IN_AUTOMATION", "1".into()),
        ("TF_INPUT", "0".into()),
        ("TF_VAR_aws_account_id", stack.accounts.aws.clone().into()),
        ("TF_VAR_databricks_account_id", stack.accounts.databricks.clone().into()),
        ("TF_VAR_iam_propagation_wait", access.iam_propagation_wait.into()),
        ("TF_VAR_unity_catalog_propagation_wait", access.unity_catalog_propagation_wait.into()),
        ("TF_VAR_workspace_propagation_wait", access.iam_propagation_wait.into()),
        ("TF_VAR_saml_metadata", saml_metadata().into()),
        ("NO_COLOR", "1".into()),
        ("GOGC", GARBAGE.into()),
    ];
    let proxy = proxy.map(|(name, value)| (name.into(), value.into()));
    kept.chain(proxy).chain(ours.map(|(name, value)| (name.into(), value))).collect()
}

/// By how many percent the memory of Terraform and its providers may grow before they look for garbage. They build the
/// schemas of a thousand resources in each command: by Go's default, which is 100, a quarter of their time is collecting.
const GARBAGE: &str = "400";

/// What an identity provider might say of itself, as long as the AWS provider demands: 1,000 characters.
fn saml_metadata() -> String {
    let certificate = "MIIC".repeat(250);
    format!(
        "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"rehearsal\">\
         <IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\
         <KeyDescriptor use=\"signing\">{certificate}</KeyDescriptor></IDPSSODescriptor></EntityDescriptor>"
    )
}
