//! Names of catalogs, schemas and volumes.

use std::fmt;

use super::{Mistake, text_value};

/// Name of an object of Unity Catalog: a lower-case letter or `_`, then letters, digits and `_`, at most 255.
///
/// Unity Catalog takes more, keeps all in lower case, and asks for backticks in every query where a name
/// holds anything else (docs.databricks.com/aws/en/sql/language-manual/sql-ref-names, read 2026-09).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnityName(String);

/// Outside Unity Catalog, or made with every catalog: nobody grants anything on them.
const RESERVED: [&str; 2] = ["hive_metastore", "information_schema"];

impl UnityName {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let first = |c: char| c.is_ascii_lowercase() || c == '_';
        let rest = |c: char| first(c) || c.is_ascii_digit();
        if !text.starts_with(first) || !text.chars().all(rest) || text.len() > 255 {
            let help =
                "lower-case letters, digits and `_`: other names need backticks in every query";
            let message = format!("`{text}` is not a name for an object of Unity Catalog");
            return Err(Mistake::malformed(message).help(help));
        }
        if RESERVED.contains(&text) {
            return Err(Mistake::malformed(format!("`{text}` is Databricks' own")));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(UnityName, "^[a-z_][a-z0-9_]{0,254}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_needs_no_backticks() {
        for text in ["sales", "_staging", "sales_2026"] {
            assert!(UnityName::parse(text).is_ok(), "{text}");
        }
        for text in ["Sales", "sales-eu", "2026", "", "a.b", "hive_metastore"] {
            assert!(UnityName::parse(text).is_err(), "{text}");
        }
    }
}
