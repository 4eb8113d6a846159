//! Names of catalogs, schemas and volumes.

use std::fmt;

use super::{Mistake, text_value};

/// Name of an object of Unity Catalog, in lower case, as Unity Catalog keeps it: at most 255 characters, and none of them
/// `.`, `/`, a space or a control character.
///
/// What we create has a *plain* name. In SQL, others stand in backticks.
/// Source: docs.databricks.com/aws/en/sql/language-manual/sql-ref-names, read 2026-09.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnityName(String);

/// Outside Unity Catalog, or made with every catalog: nobody grants anything on them.
const RESERVED: [&str; 2] = ["hive_metastore", "information_schema"];

impl UnityName {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let lower = text.to_lowercase();
        if lower != text {
            let message =
                format!("`{text}` has capitals, and Unity Catalog keeps names in lower case");
            return Err(Mistake::malformed(message).help(format!("write `{lower}`")));
        }
        let is_refused = |c: char| c.is_control() || matches!(c, '.' | '/' | ' ');
        if !(1..=255).contains(&text.chars().count()) || text.contains(is_refused) {
            let help = "at most 255 characters, without `.`, `/`, spaces and control characters";
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

    /// Whether it needs no backticks in a query.
    pub fn is_plain(&self) -> bool {
        let first = |c: char| c.is_ascii_lowercase() || c == '_';
        self.0.starts_with(first) && self.0.chars().all(|c| first(c) || c.is_ascii_digit())
    }

    /// In addresses of Terraform: a plain name as it is. In others, what an address cannot have is written as its
    /// number in Unicode.
    pub fn label(&self) -> String {
        let is_kept =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        let first =
            if self.0.starts_with(|c: char| c.is_ascii_digit() || c == '-') { "_" } else { "" };
        let spelt = self.0.chars().map(|c| match c {
            c if is_kept(c) => c.to_string(),
            c => format!("-u{:x}-", u32::from(c)),
        });
        first.chars().map(String::from).chain(spelt).collect()
    }
}

impl fmt::Display for UnityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(UnityName, r"^[^\x00-\x1f\x7f ./A-Z]{1,255}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_unity_catalog_keeps() {
        for text in ["sales", "_staging", "sales_2026", "sales-eu", "2026", "umsätze", "a`b", "a#b"]
        {
            assert!(UnityName::parse(text).is_ok(), "{text}");
        }
        let long = "a".repeat(256);
        for text in ["Sales", "UMSÄTZE", "", "a.b", "a/b", "a b", "a\nb", "hive_metastore", &long]
        {
            assert!(UnityName::parse(text).is_err(), "{text}");
        }
        let help = UnityName::parse("Sales-EU").unwrap_err().help;
        assert_eq!(help.as_deref(), Some("write `sales-eu`"));
    }

    #[track_caller]
    fn check(text: &str, is_plain: bool, label: &str) {
        let name = UnityName::parse(text).unwrap();
        assert_eq!((name.is_plain(), &*name.label()), (is_plain, label), "{text}");
    }

    #[test]
    fn a_label_is_one_that_terraform_takes() {
        check("sales_2026", true, "sales_2026");
        check("acme-legacy", false, "acme-legacy");
        check("2026", false, "_2026");
        check("-a", false, "_-a");
        check("umsätze`", false, "ums-ue4-tze-u60-");
    }
}
