//! Versions of the Databricks runtime.

use std::fmt;

use super::{Mistake, text_value};

/// `14.3`: major and minor version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Runtime {
    pub major: u16,
    pub minor: u16,
}

impl Runtime {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let number = |part: &str| {
            let is_plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            is_plain.then(|| part.parse::<u16>().ok()).flatten()
        };
        let parts = text.split_once('.');
        match parts.map(|(major, minor)| (number(major), number(minor))) {
            Some((Some(major), Some(minor))) => Ok(Self { major, minor }),
            _ => Err(Mistake::malformed(format!("`{text}` is not a version of the runtime"))
                .help("major and minor version: `14.3`")),
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

text_value!(Runtime, "^[0-9]{1,5}\\.[0-9]{1,5}$");
