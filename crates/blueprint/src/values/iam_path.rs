//! Paths of what is in IAM.

use std::fmt;

use super::{Mistake, text_value};

/// Path of a role, with a `/` at both ends: `/`, `/databricks/`, `/teams/data/`. IAM takes every printable
/// character of ASCII in it; we take those that stand for themselves in an ARN, a policy and a shell (IAM API
/// reference, `CreateRole`, `Path`; read 2026-11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IamPath(String);

impl IamPath {
    /// Its slashes included.
    const MAX_LENGTH: usize = 512;

    /// The path of what has none.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
        let is_part = |part: &str| !part.is_empty() && part.chars().all(allowed);
        let inner = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let is_path = text == "/" || inner.is_some_and(|inner| inner.split('/').all(is_part));
        if text.len() > Self::MAX_LENGTH {
            let message = format!("a path of {} characters", text.len());
            let help = format!("IAM takes at most {}", Self::MAX_LENGTH);
            return Err(Mistake::malformed(message).help(help));
        }
        if !is_path {
            let message = format!("`{text}` is not a path of IAM");
            return Err(Mistake::malformed(message).help(
                "letters, digits and `+=,.@_-`, a `/` before and after each part: `/databricks/`",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn is_root(&self) -> bool {
        self.0 == "/"
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(IamPath, "^/([A-Za-z0-9+=,.@_-]+/)*$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_a_slash_at_both_ends() {
        for text in ["/", "/databricks/", "/teams/data-1/"] {
            assert!(IamPath::parse(text).is_ok(), "{text}");
        }
        let long = format!("/{}/", "a".repeat(511));
        for text in
            ["", "//", "databricks", "/databricks", "databricks/", "/a//b/", "/a b/", "/ä/", &long]
        {
            assert!(IamPath::parse(text).is_err(), "{text}");
        }
    }
}
