//! Numbers with an order.

use std::cmp::Ordering;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number(pub(crate) hcl_edit::Number);

impl Number {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Ok(whole) = text.parse::<u64>() {
            return Some(whole.into());
        }
        let number = hcl_edit::Number::from_f64(text.parse().ok()?)?;
        Some(Self(number))
    }

    /// As an index or a length.
    pub(crate) fn index(self) -> Option<usize> {
        self.0.as_u64().and_then(|index| usize::try_from(index).ok())
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self(hcl_edit::Number::from(number as u64))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    /// Total: every number of HCL is finite.
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
