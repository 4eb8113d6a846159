//! Ids that Databricks gives.

use std::fmt;

use super::{Mistake, text_value};

/// A UUID in lower case, the form of most ids of a Databricks account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(String);

impl Uuid {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if is_uuid(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Mistake::malformed(format!("`{text}` is not a UUID in lower case"))
            .help("copy it from the account console: `11111111-2222-3333-4444-555555555555`"))
    }

    /// Nothing's id.
    pub(crate) fn nil() -> Self {
        Self("00000000-0000-0000-0000-000000000000".to_owned())
    }
}

pub(super) fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    let groups: Vec<_> = text.split('-').collect();
    groups.len() == lengths.len()
        && groups.iter().zip(lengths).all(|(g, len)| g.len() == len && g.bytes().all(is_hex))
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(Uuid, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
