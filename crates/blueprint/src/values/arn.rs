//! ARNs of what is yours.

use std::fmt;
use std::ops::Deref;

use super::{Mistake, text_value};

/// `arn:<partition>:kms:<region>:<account>:key/<id>`.
///
/// An alias is refused: Databricks takes a key's ARN, and an alias can be moved to another key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KmsKeyArn(String);

/// A key that Terraform's S3 backend takes: of all ids that KMS might give, it knows UUIDs of the versions 1 to 5
/// and those of multi-region keys (hashicorp/terraform, `internal/backend/remote-state/s3/validate.go`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StateKeyArn(KmsKeyArn);

/// `arn:<partition>:iam::<account>:role/<path and name>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleArn(String);

/// `arn:<partition>:iam::<account>:policy/<path and name>`, a managed policy; in the place of the account, a policy
/// of AWS's own has `aws`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyArn(String);

/// The six fields of an ARN, if the text has them.
fn fields(text: &str) -> Option<[&str; 6]> {
    let fields: Vec<_> = text.splitn(6, ':').collect();
    let fields: [&str; 6] = fields.try_into().ok()?;
    let partition = matches!(fields[1], "aws" | "aws-us-gov");
    (fields[0] == "arn" && partition).then_some(fields)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The path and name of what is in IAM.
fn is_path_and_name(text: &str) -> bool {
    is_plain(text, "+=,.@_-/") && !text.starts_with('/') && !text.ends_with('/')
}

fn is_plain(text: &str, extra: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
}

impl KmsKeyArn {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = Mistake::malformed("this is not the ARN of a KMS key")
            .help("`arn:aws:kms:<region>:<account>:key/<key id>`; an alias can be moved, so Databricks takes the key itself");
        match fields(text) {
            Some([_, _, "kms", region, account, resource])
                if is_plain(region, "-")
                    && is_account(account)
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

impl StateKeyArn {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let key = KmsKeyArn::parse(text)?;
        let id = text.rsplit("key/").next().unwrap_or_default();
        if is_uuid(id) || id.strip_prefix("mrk-").is_some_and(|digits| is_hex(digits, 32)) {
            return Ok(Self(key));
        }
        Err(Mistake::malformed(
            "Terraform's S3 backend does not accept this as the id of a KMS key",
        )
        .help("a UUID such as `1234abcd-12ab-44cd-86ef-1234567890ab`, or `mrk-` and 32 digits"))
    }
}

impl Deref for StateKeyArn {
    type Target = KmsKeyArn;

    fn deref(&self) -> &KmsKeyArn {
        &self.0
    }
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Of the versions 1 to 5 and of the variant that all in use have.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [time, mid, version, variant, node] = parts[..] else { return false };
    is_hex(time, 8)
        && is_hex(mid, 4)
        && is_hex(version, 4)
        && version.starts_with(['1', '2', '3', '4', '5'])
        && is_hex(variant, 4)
        && variant.starts_with(['8', '9', 'a', 'b'])
        && is_hex(node, 12)
}

impl RoleArn {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = Mistake::malformed("this is not the ARN of an IAM role")
            .help("`arn:aws:iam::<account>:role/<name>`");
        match fields(text) {
            Some([_, _, "iam", "", account, resource])
                if is_account(account)
                    && resource.len() <= 576
                    && resource.strip_prefix("role/").is_some_and(is_path_and_name) =>
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

    /// Without the path.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().expect("parse saw `role/`")
    }
}

impl PolicyArn {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = Mistake::malformed("this is not the ARN of a managed policy of IAM")
            .help("`arn:aws:iam::<account>:policy/<name>`");
        match fields(text) {
            Some([_, _, "iam", "", account, resource])
                if (is_account(account) || account == Self::OF_AWS)
                    && resource.strip_prefix("policy/").is_some_and(is_path_and_name)
                    && resource.rsplit('/').next().is_some_and(|name| name.len() <= 128) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(mistake),
        }
    }

    const OF_AWS: &str = "aws";

    /// None for a policy of AWS's own, which every account has.
    pub fn account(&self) -> Option<&str> {
        let account = self.0.split(':').nth(4).expect("parse saw six fields");
        (account != Self::OF_AWS).then_some(account)
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

impl fmt::Display for StateKeyArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PolicyArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(KmsKeyArn, "^arn:(aws|aws-us-gov):kms:[a-z0-9-]+:[0-9]{12}:key/[0-9A-Za-z-]+$");
text_value!(
    StateKeyArn,
    "^arn:(aws|aws-us-gov):kms:[a-z0-9-]+:[0-9]{12}:key/([0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$"
);
text_value!(RoleArn, "^arn:(aws|aws-us-gov):iam::[0-9]{12}:role/.+$");
text_value!(PolicyArn, "^arn:(aws|aws-us-gov):iam::([0-9]{12}|aws):policy/.+$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_s3_backend_takes_uuids_and_multi_region_keys() {
        let key = |id: &str| format!("arn:aws:kms:eu-west-1:123456789012:key/{id}");
        for id in ["33333333-3333-4333-8333-333333333333", "mrk-0123456789abcdef0123456789abcdef"] {
            assert!(StateKeyArn::parse(&key(id)).is_ok(), "{id}");
        }
        for id in ["33333333-3333-3333-3333-333333333333", "mrk-01", "x"] {
            assert!(KmsKeyArn::parse(&key(id)).is_ok(), "{id}");
            assert!(StateKeyArn::parse(&key(id)).is_err(), "{id}");
        }
    }

    #[test]
    fn a_managed_policy_is_of_an_account_or_of_aws() {
        let account = |arn: &str| PolicyArn::parse(arn).map(|arn| arn.account().map(str::to_owned));
        let own = account("arn:aws:iam::123456789012:policy/limits/databricks");
        assert_eq!(own.expect("it is one").as_deref(), Some("123456789012"));
        assert_eq!(account("arn:aws:iam::aws:policy/PowerUserAccess").expect("it is one"), None);
        for text in [
            "arn:aws:iam::123456789012:role/databricks",
            "arn:aws:iam::12:policy/x",
            "arn:aws:iam::123456789012:policy/",
            "arn:aws:iam::123456789012:policy//x",
            &format!("arn:aws:iam::123456789012:policy/{}", "x".repeat(129)),
            "PowerUserAccess",
        ] {
            assert!(PolicyArn::parse(text).is_err(), "{text}");
        }
    }
}
