//! What a check found.

use crate::RelativePath;

/// What is wrong in a rendered file, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: RelativePath,
    /// One-based.
    pub line: usize,
    pub message: String,
}
