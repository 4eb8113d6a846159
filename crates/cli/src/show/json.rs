//! Findings for programs: one document.

use blueprint::{Diagnostic, Diagnostics, Label, Severity, Source, Span};
use serde::Serialize;

use super::words::word;

/// The document's fields are a promise: they are added to, never changed.
#[derive(Serialize)]
pub struct Document<'a> {
    blueprint: &'a str,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    /// The value to change first, then the other places involved.
    labels: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    is_primary: bool,
    text: &'a str,
    start: Position,
    /// Behind the last character.
    end: Position,
}

/// `line` and `column` count from one, columns in characters; `byte` counts from zero.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    byte: usize,
}

pub fn json<'a>(source: &'a Source, diags: &'a Diagnostics) -> Document<'a> {
    let count = |severity| diags.iter().filter(|d| d.severity == severity).count();
    Document {
        blueprint: &source.path,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: diags.iter().map(|diagnostic| finding(diagnostic, source)).collect(),
    }
}

fn finding<'a>(diagnostic: &'a Diagnostic, source: &Source) -> Finding<'a> {
    let Diagnostic { primary, severity, rule, message, context, help } = diagnostic;
    let severity = word(*severity);
    let mut labels = vec![place(primary, true, source)];
    labels.extend(context.iter().map(|label| place(label, false, source)));
    Finding { rule, severity, message, help: help.as_deref(), labels }
}

fn place<'a>(label: &'a Label, is_primary: bool, source: &Source) -> Place<'a> {
    let Span { start, end } = label.span;
    Place {
        is_primary,
        text: &label.text,
        start: position(start, source),
        end: position(end, source),
    }
}

fn position(byte: usize, source: &Source) -> Position {
    let (line, column) = source.line_column(byte);
    Position { line, column, byte }
}
