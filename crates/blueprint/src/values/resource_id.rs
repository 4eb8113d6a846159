//! Ids of AWS resources that are yours.

use std::fmt;

use super::{Mistake, text_value};

fn parse_id(text: &str, prefix: &str, what: &str) -> Result<String, Mistake> {
    let hex = |id: &str| id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match text.strip_prefix(prefix) {
        Some(id) if matches!(id.len(), 8 | 17) && hex(id) => Ok(text.to_owned()),
        _ => Err(Mistake::malformed(format!("`{text}` is not the id of a {what}")).help(format!(
            "`{prefix}` and 17 (or 8) hexadecimal digits: `{prefix}0123456789abcdef0`"
        ))),
    }
}

macro_rules! resource_id {
    ($name:ident, $prefix:literal, $what:literal) => {
        #[doc = concat!("Id of a ", $what, ": `", $prefix, "` and 17 (or, of old, 8) hexadecimal digits.")]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn parse(text: &str) -> Result<Self, Mistake> {
                parse_id(text, $prefix, $what).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

resource_id!(VpcId, "vpc-", "VPC");
resource_id!(SubnetId, "subnet-", "subnet");
resource_id!(SecurityGroupId, "sg-", "security group");
text_value!(VpcId, "^vpc-([0-9a-f]{8}|[0-9a-f]{17})$");
text_value!(SubnetId, "^subnet-([0-9a-f]{8}|[0-9a-f]{17})$");
text_value!(SecurityGroupId, "^sg-([0-9a-f]{8}|[0-9a-f]{17})$");
