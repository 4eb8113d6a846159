//! Names of deployments, workspaces and buckets.

use std::fmt;

use super::{Mistake, text_value};

/// Name of a deployment or a workspace: lower-case letters, digits and `-`, 2 to 40 characters, a
/// letter first, no `-` last.
///
/// Everything created carries it as prefix (`names`), so the tightest limits of the derived names hold for it: 63
/// characters of a bucket, 64 of a role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

/// S3 refuses these at either end of a bucket's name, and our buckets begin with a [`Name`].
/// Source: AWS, "General purpose bucket naming rules", from general knowledge.
const RESERVED_PREFIXES: [&str; 4] = ["amzn-s3-demo-", "sthree-", "xn--", "aws-"];

/// Of names of general purpose buckets, from the same page: `-s3alias` is an access point, `--x-s3` a
/// directory bucket, and so on.
const RESERVED_BUCKET_PREFIXES: [&str; 3] = ["amzn-s3-demo-", "sthree-", "xn--"];
const RESERVED_BUCKET_SUFFIXES: [&str; 5] =
    ["--ol-s3", "--table-s3", "--x-s3", "-s3alias", ".mrap"];

impl Name {
    pub const MAX_LENGTH: usize = 40;

    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = |message: String| {
            Err(Mistake::malformed(message).help(format!(
                "2 to {} lower-case letters, digits and `-`, a letter first: `acme-prod`",
                Self::MAX_LENGTH
            )))
        };
        if text.len() < 2 || text.chars().count() > Self::MAX_LENGTH {
            return mistake(format!("a name has 2 to {} characters", Self::MAX_LENGTH));
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if let Some(odd) = text.chars().find(|c| !allowed(*c)) {
            return mistake(format!("a name cannot hold {odd:?}"));
        }
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) || text.ends_with('-') {
            return mistake("a name starts with a letter and does not end with `-`".to_owned());
        }
        if let Some(reserved) = RESERVED_PREFIXES.iter().find(|prefix| text.starts_with(*prefix)) {
            return mistake(format!("AWS keeps names that start with `{reserved}` for itself"));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Name of an S3 bucket that is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BucketName(String);

impl BucketName {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let well_formed = (3..=63).contains(&text.len())
            && text.chars().all(|c| edge(c) || c == '-' || c == '.')
            && text.starts_with(edge)
            && text.ends_with(edge)
            && !text.contains("..");
        if !well_formed || text.parse::<std::net::Ipv4Addr>().is_ok() {
            return Err(Mistake::malformed("S3 has no bucket of this name").help(
                "3 to 63 lower-case letters, digits, `-` and `.`; the name only, no `s3://`",
            ));
        }
        let prefix = RESERVED_BUCKET_PREFIXES.iter().find(|prefix| text.starts_with(*prefix));
        let suffix = RESERVED_BUCKET_SUFFIXES.iter().find(|suffix| text.ends_with(*suffix));
        match prefix.or(suffix) {
            None => Ok(Self(text.to_owned())),
            Some(reserved) => Err(Mistake::malformed(format!(
                "S3 has no general purpose bucket with `{reserved}` at an end of its name"
            ))),
        }
    }
}

impl AsRef<Self> for Name {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(Name, "^[a-z][a-z0-9-]{0,38}[a-z0-9]$");
text_value!(BucketName, "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_has_a_name_that_s3_takes() {
        for name in ["acme-root", "acme.root.2026", "0ab"] {
            assert!(BucketName::parse(name).is_ok(), "{name}");
        }
        for name in
            ["s3://acme", "Acme", "ab", "acme-", "a..b", "10.0.0.1", "xn--acme", "acme-s3alias"]
        {
            assert!(BucketName::parse(name).is_err(), "{name}");
        }
    }
}
