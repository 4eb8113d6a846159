//! Versions of Hive.

use std::fmt;

use super::{Mistake, text_value};

/// Version of a Hive metastore: `2.3.9`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HiveVersion(String);

/// The one whose client the runtime brings along, from runtime 10.0 on.
/// Source: docs.databricks.com/aws/en/archive/external-metastores/external-hive-metastore, read 2026-11.
const BUILT_IN: &str = "2.3.9";

impl HiveVersion {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let number =
            |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<_> = text.split('.').collect();
        if parts.len() != 3 || !parts.iter().all(|part| number(part)) {
            return Err(Mistake::malformed(format!("`{text}` is not a version of Hive"))
                .help("three numbers: `2.3.9`, which the runtime has, or `3.1.0`"));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn built_in() -> Self {
        Self(BUILT_IN.to_owned())
    }

    pub fn is_built_in(&self) -> bool {
        self.0 == BUILT_IN
    }
}

impl fmt::Display for HiveVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(HiveVersion, "^[0-9]{1,3}(\\.[0-9]{1,3}){2}$");
