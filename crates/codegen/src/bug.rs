//! A mistake in a template, found before anything is written.

use std::fmt;

use tera::ErrorKind;

/// What is wrong with a template, at the template's own line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateBug {
    /// Path below the folder of templates, such as `modules/network/vpc.tf.tera`.
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

/// What Tera says of a template, at its place.
pub(crate) fn tera_bug(error: &tera::Error, template: &str) -> TemplateBug {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => TemplateBug {
            template: report.filename().to_owned(),
            line: report.span().start_line,
            message: report.message().to_owned(),
        },
        _ => TemplateBug { template: template.to_owned(), line: 0, message: error.to_string() },
    }
}
