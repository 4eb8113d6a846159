//! `[iam]`: what the roles that we create have in common, as the AWS account demands it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::layer::keys;
use crate::reading::Reading;
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{IamPath, PolicyArn};

keys! {
    "iam";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "Iam")]
    pub struct Written {
        /// Path of the roles and instance profiles, such as `/databricks/`: part of their ARNs, by which
        /// policies of the organization name them. It can never be changed: Terraform would create the new
        /// role while the old one of the same name exists, and IAM refuses that. So write it before the
        /// first apply.
        pub path: Option<Entry<IamPath>>,
        /// ARN of a managed policy that exists in the AWS account. It becomes the permissions boundary of
        /// every role: a role may do what both its own policy and the boundary allow.
        pub permissions_boundary: Option<Entry<PolicyArn>>,
    }
}

#[derive(Clone, Debug)]
pub struct Iam {
    pub path: Sourced<IamPath>,
    pub permissions_boundary: Option<Sourced<PolicyArn>>,
}

pub(crate) fn resolve(written: Written, section: Span, reading: &mut Reading) -> Iam {
    let Written { path, permissions_boundary } = written;
    Iam {
        path: reading.or(Written::path, path, section, IamPath::root),
        permissions_boundary: Reading::optional(
            Written::permissions_boundary,
            permissions_boundary,
        ),
    }
}
