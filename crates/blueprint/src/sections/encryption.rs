//! `[encryption]`: customer-managed keys of a workspace.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::layer::keys;
use crate::reading::Reading;
use crate::sourced::{Entry, Sourced};
use crate::values::{KmsKeyArn, Provision};

keys! {
    "encryption";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "Encryption")]
    pub struct Written {
        /// Key of what the control plane keeps: notebooks, secrets, queries. Left out, Databricks' own
        /// keys protect it.
        pub managed_services: Option<Entry<Provision<KmsKeyArn>>>,
        /// Key of the root bucket and of the clusters' volumes. Databricks' API can leave the volumes out
        /// (`reuse_key_for_cluster_volumes`), its Terraform provider cannot. Left out, S3 and EBS use keys of AWS.
        pub workspace_storage: Option<Entry<Provision<KmsKeyArn>>>,
    }
}

#[derive(Clone, Debug)]
pub struct Encryption {
    pub managed_services: Option<Sourced<Provision<KmsKeyArn>>>,
    pub workspace_storage: Option<Sourced<Provision<KmsKeyArn>>>,
}

pub(crate) fn resolve(written: Written) -> Encryption {
    let Written { managed_services, workspace_storage } = written;
    Encryption {
        managed_services: Reading::optional(Written::managed_services, managed_services),
        workspace_storage: Reading::optional(Written::workspace_storage, workspace_storage),
    }
}
