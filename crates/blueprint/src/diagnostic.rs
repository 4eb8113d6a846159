//! What is wrong with a blueprint, or unwise about it, and where.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::sourced::{Origin, Sourced};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A place in the blueprint and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    pub span: Span,
    pub text: String,
    /// The value stands in for one that could not be read: what is found about it is a consequence
    /// of an error already reported, and is not shown.
    pub(crate) is_placeholder: bool,
}

impl Label {
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into(), is_placeholder: false }
    }

    /// Points at a value, or, if it is a default, at the section that left it out, and says so.
    pub fn at<T>(value: &Sourced<T>, text: impl Into<String>) -> Self {
        let text = match value.origin() {
            Origin::Default(_) => format!("`{}` is not written: {}", value.key(), text.into()),
            _ => text.into(),
        };
        let is_placeholder = matches!(value.origin(), Origin::Placeholder(_));
        Self { span: value.span(), text, is_placeholder }
    }
}

/// Ordered as they are shown: in the order of the blueprint's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The value to change.
    pub primary: Label,
    pub severity: Severity,
    /// Name of the rule, such as `subnet-outside-vpc`.
    pub rule: &'static str,
    /// What is wrong, in one phrase.
    pub message: String,
    /// The other places involved.
    pub context: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn error(rule: &'static str, message: impl Into<String>, primary: Label) -> Self {
        let (severity, message) = (Severity::Error, message.into());
        Self { primary, severity, rule, message, context: Vec::new(), help: None }
    }

    pub fn warning(rule: &'static str, message: impl Into<String>, primary: Label) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, message, primary) }
    }

    #[must_use]
    pub fn context(mut self, label: Label) -> Self {
        self.context.push(label);
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.context)
    }
}

/// Proof that an error has been recorded. Only [`Diagnostics::report`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// Everything found in one run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(BTreeSet<Diagnostic>);

impl Diagnostics {
    /// Records an error or a warning: once, however many workspaces inherit the line, and not at all
    /// if it follows from a value that could not be read.
    pub fn report(&mut self, diagnostic: Diagnostic) -> Reported {
        let is_consequence = diagnostic.labels().any(|label| label.is_placeholder);
        if !is_consequence && !self.has_said(&diagnostic) {
            self.0.insert(diagnostic);
        }
        Reported(())
    }

    /// Records what was found beside, after all that is recorded.
    pub(crate) fn absorb(&mut self, Self(found): Self) {
        for diagnostic in found {
            self.report(diagnostic);
        }
    }

    /// The same of the same place; for another workspace, other places may be involved.
    fn has_said(&self, diagnostic: &Diagnostic) -> bool {
        let what = |d: &Diagnostic| (d.primary.clone(), d.severity, d.rule, d.message.clone());
        let least = Diagnostic { context: Vec::new(), help: None, ..diagnostic.clone() };
        self.0.range(least..).next().is_some_and(|said| what(said) == what(diagnostic))
    }

    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Passes `value` on unless an error has been recorded.
    pub fn errors_or<T>(&self, value: T) -> Result<T, Reported> {
        if self.has_errors() { Err(Reported(())) } else { Ok(value) }
    }

    /// In the order of the blueprint's text.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }
}
