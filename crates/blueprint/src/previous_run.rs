//! What the last run decided and the next run must respect. The lock keeps it between the two.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::addresses::Pins;
use crate::values::Tier;

/// Empty for the first run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviousRun {
    pub pins: Pins,
    /// By the key of the workspace.
    pub irrevocable: BTreeMap<String, Irrevocable>,
}

/// What neither Terraform nor, mostly, Databricks can change about a workspace once it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Irrevocable {
    #[serde(default)]
    pub private_access: PrivateAccess,
    pub tier: Tier,
    #[serde(default)]
    pub vpc: VpcOwner,
}

/// Whose VPC the clusters run in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VpcOwner {
    /// The workspace is serverless: clusters run in no VPC of its own.
    #[default]
    Serverless,
    Databricks,
    Customer,
}

/// Whether private access settings are attached to the workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateAccess {
    #[default]
    Absent,
    Attached,
}
