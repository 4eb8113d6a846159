//! A mistake in a template, found before anything is written.

use std::fmt;

/// What is wrong with a template, at the template's own line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateBug {
    /// Path of the template in the catalog, such as `modules/network/vpc.tf.tera`.
    pub template: String,
    /// One-based line in the template; 0 if the whole template is meant.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for TemplateBug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { template, line, message } = self;
        write!(f, "{template}:{line}: {message}")
    }
}

impl std::error::Error for TemplateBug {}
