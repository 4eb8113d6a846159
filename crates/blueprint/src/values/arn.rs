//! ARNs of what is yours.

use std::fmt;

use super::{Mistake, text_value};

/// `arn:<partition>:kms:<region>:<account>:key/<id>`.
///
/// An alias is refused: Databricks takes a key's ARN, and an alias can be moved to another key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KmsKeyArn(String);

/// `arn:<partition>:iam::<account>:role/<path and name>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleArn(String);

/// The six fields of an ARN, if the text has them.
fn fields(text: &str) -> Option<[&str; 6]> {
    let fields: Vec<_> = text.splitn(6, ':').collect();
    let fields: [&str; 6] = fields.try_into().ok()?;
    let partition = matches!(fields[1], "aws" | "aws-us-gov");
    let account = fields[4].len() == 12 && fields[4].bytes().all(|b| b.is_ascii_digit());
    (fields[0] == "arn" && partition && account).then_some(fields)
}

fn is_plain(text: &str, extra: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
}

impl KmsKeyArn {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = Mistake::malformed("this is not the ARN of a KMS key")
            .help("`arn:aws:kms:<region>:<account>:key/<key id>`; an alias can be moved, so Databricks takes the key itself");
        match fields(text) {
            Some([_, _, "kms", region, _, resource])
                if is_plain(region, "-")
                    && resource.strip_prefix("key/").is_some_and(|id| is_plain(id, "-")) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(mistake),
        }
    }

    pub fn region(&self) -> &str {
        self.0.split(':').nth(3).expect("parse saw six fields")
    }

    pub fn partition(&self) -> &str {
        self.0.split(':').nth(1).expect("parse saw six fields")
    }
}

impl RoleArn {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = Mistake::malformed("this is not the ARN of an IAM role")
            .help("`arn:aws:iam::<account>:role/<name>`");
        match fields(text) {
            Some([_, _, "iam", "", _, resource])
                if resource.len() <= 576
                    && resource.strip_prefix("role/").is_some_and(|name| {
                        is_plain(name, "+=,.@_-/") && !name.starts_with('/') && !name.ends_with('/')
                    }) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(mistake),
        }
    }

    pub fn account(&self) -> &str {
        self.0.split(':').nth(4).expect("parse saw six fields")
    }

    pub fn partition(&self) -> &str {
        self.0.split(':').nth(1).expect("parse saw six fields")
    }
}

impl fmt::Display for KmsKeyArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(KmsKeyArn, "^arn:(aws|aws-us-gov):kms:[a-z0-9-]+:[0-9]{12}:key/[0-9A-Za-z-]+$");
text_value!(RoleArn, "^arn:(aws|aws-us-gov):iam::[0-9]{12}:role/.+$");
