//! Account ids.

use std::fmt;

use super::uuid::is_uuid;
use super::{Mistake, text_value};

/// Twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AwsAccountId(String);

impl AwsAccountId {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed("an AWS account id is twelve digits").help(
            "write it in quotes, leading zeros included: `aws-account-id = \"012345678901\"`",
        ))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A UUID in lower case, as the account console shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatabricksAccountId(String);

impl DatabricksAccountId {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if is_uuid(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed("a Databricks account id is a UUID in lower case").help(
            "copy it from the account console, top right: `11111111-2222-3333-4444-555555555555`",
        ))
    }
}

impl fmt::Display for AwsAccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for DatabricksAccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(AwsAccountId, "^[0-9]{12}$");
text_value!(DatabricksAccountId, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
