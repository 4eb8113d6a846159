//! Tags, within what AWS and Databricks both take.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::{Mistake, text_value};

/// Key of a tag: 1 to 127 characters, not `aws:…`.
///
/// Sources: AWS, "Tag your Amazon EC2 resources" (128 characters, letters, digits, spaces and
/// `+ - = . _ : / @`); Databricks, custom tags of a workspace (127 and 255 characters); read 2026-09. Databricks, "Use tags
/// to attribute and track usage" (what it sets itself); read 2026-11.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagKey(String);

/// Value of a tag: at most 255 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagValue(String);

/// What Databricks writes on every cluster, to which the workspace's tags go too.
const OF_CLUSTERS: [&str; 4] = ["ClusterId", "ClusterName", "Creator", "Vendor"];

fn check_characters(text: &str) -> Result<(), Mistake> {
    let allowed = |c: char| c.is_alphanumeric() || c == ' ' || "+-=._:/@".contains(c);
    if let Some(odd) = text.chars().find(|c| !allowed(*c)) {
        return Err(Mistake::malformed(format!("AWS tags cannot hold {odd:?}"))
            .help("letters, digits, spaces and `+ - = . _ : / @`"));
    }
    // Terraform composes the characters of every text that it reads (cty, `NormalizeString`).
    let composed: String = text.nfc().collect();
    if composed != text {
        return Err(Mistake::malformed(format!("Terraform reads this as `{composed}`"))
            .help("write the composed characters; they look the same"));
    }
    Ok(())
}

impl TagKey {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        check_characters(text)?;
        if !(1..=127).contains(&text.chars().count()) || text.trim() != text {
            return Err(Mistake::malformed(
                "a tag's key has 1 to 127 characters, no space at its ends",
            ));
        }
        if text.to_ascii_lowercase().starts_with("aws:") {
            return Err(Mistake::malformed("AWS keeps keys that start with `aws:` for itself"));
        }
        if text == "Name" {
            return Err(Mistake::malformed("every resource has a `Name` of its own")
                .help("call this tag otherwise, such as `deployment`"));
        }
        if OF_CLUSTERS.contains(&text) {
            return Err(Mistake::malformed(format!("Databricks sets `{text}` on every cluster"))
                .help("call this tag otherwise, such as `deployment`"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TagValue {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        check_characters(text)?;
        if text.chars().count() > 255 || text.trim() != text {
            return Err(Mistake::malformed(
                "a tag's value has at most 255 characters, no space at its ends",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for TagKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TagValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(TagKey, "^.{1,127}$");
text_value!(TagValue, "^.{0,255}$");
