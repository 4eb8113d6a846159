//! `[cross-account-role]`: with which Databricks launches clusters in your AWS account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layer::keys;
use crate::reading::{Reading, WrittenKey};
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::RoleArn;

keys! {
    "cross-account-role";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "CrossAccountRole")]
    pub struct Written {
        /// ARN of a role that is there already. It stays as it is: its trust and permissions are yours.
        pub existing: Option<Entry<RoleArn>>,
        /// What the role may do. `standard`: what the network mode needs, on any instance of the AWS
        /// account. `restricted`: launch only Databricks' images, in the workspace's subnets and with its
        /// security groups; change and delete only what carries Databricks' tag since its creation. All
        /// workspaces of an AWS account and region share that tag. Needs a VPC of yours.
        pub policy: Option<Entry<Policy>>,
    }
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Policy {
    Standard,
    Restricted,
}

#[derive(Clone, Debug)]
pub struct CrossAccountRole {
    /// None for one that we create.
    pub existing: Option<Sourced<RoleArn>>,
    /// Of one that we create: what an existing role may do is not ours to say.
    pub policy: Sourced<Policy>,
}

impl CrossAccountRole {
    pub fn is_created(&self) -> bool {
        self.existing.is_none()
    }

    pub fn is_restricted(&self) -> bool {
        *self.policy == Policy::Restricted
    }
}

pub(crate) fn resolve(written: Written, section: Span, reading: &mut Reading) -> CrossAccountRole {
    let Written { existing, mut policy } = written;
    let existing = Reading::optional(Written::existing, existing);
    if let Some(role) = &existing {
        let key = WrittenKey::of(Written::policy, policy.take().as_ref());
        reading.inapplicable([key], role, "what this role may do is up to you");
    }
    let policy = reading.or(Written::policy, policy, section, || Policy::Standard);
    CrossAccountRole { existing, policy }
}
