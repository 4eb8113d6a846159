//! Folders in buckets.

use std::fmt;

use super::{Mistake, text_value};

/// Path of a folder in a bucket, without a `/` at its ends: letters, digits and `-_.=`, parted by `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderPath(String);

impl FolderPath {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.=".contains(c);
        let is_part = |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(allowed);
        if text.len() > 512 || !text.split('/').all(is_part) {
            let message = format!("`{text}` is not a folder in a bucket");
            return Err(Mistake::malformed(message).help(
                "letters, digits and `-_.=`, parted by `/`, none at the ends: `landing/orders`",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether one of the two lies in the other, or they are the same.
    pub fn overlaps(&self, other: &str) -> bool {
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        within(&self.0, other) || within(other, &self.0)
    }
}

impl fmt::Display for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(FolderPath, "^[A-Za-z0-9_.=/-]{1,512}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_lie_in_one_another_by_whole_names() {
        let path = FolderPath::parse("landing/orders").expect("it is one");
        assert!(path.overlaps("landing") && path.overlaps("landing/orders/2026"));
        assert!(!path.overlaps("land") && !path.overlaps("landing/order"));
        for text in ["/landing", "landing/", "a//b", "..", "s3://x", ""] {
            assert!(FolderPath::parse(text).is_err(), "{text}");
        }
    }
}
