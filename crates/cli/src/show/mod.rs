//! What commands found, as text: which document is written in which formats, and by what.

pub mod changes;
mod format;
mod github;
mod human;
mod json;
mod sarif;

use anyhow::Result;
use blueprint::{Diagnostic, Diagnostics, Severity, Source};
use serde::Serialize;

pub use format::{Format, one_of};
pub use github::github;
pub use human::human;
pub use json::json;

/// Of findings. The first one is the default, here and below.
pub const FINDINGS: &[Format] = &[Format::Text, Format::Json, Format::Github, Format::Sarif];

pub fn findings(
    format: Format,
    source: &Source,
    diags: &Diagnostics,
    is_coloured: bool,
) -> Result<String> {
    match format {
        Format::Json => document(&json(source, diags)),
        Format::Github => Ok(github(source, diags)),
        Format::Sarif => document(&sarif::sarif(source, diags)),
        _ => Ok(human(source, diags, is_coloured)),
    }
}

/// Of what `generate` found and did: in one stream, one after the other.
pub const GENERATED: &[Format] = &[Format::Text, Format::Json, Format::Github];

pub const EXPLANATIONS: &[Format] = &[Format::Text, Format::Markdown, Format::Json];

pub fn description(format: Format, description: &describe::Description) -> Result<String> {
    match format {
        Format::Markdown => Ok(describe::markdown(description)),
        Format::Json => document(description),
        _ => Ok(describe::text(description)),
    }
}

pub fn access(format: Format, report: &describe::AccessReport) -> Result<String> {
    match format {
        Format::Markdown => Ok(describe::access_markdown(report)),
        Format::Json => document(report),
        _ => Ok(describe::access_text(report)),
    }
}

pub const STACKS: &[Format] = &[Format::Text, Format::Json, Format::Dot];

pub fn stacks(format: Format, list: &describe::StackList) -> Result<String> {
    match format {
        Format::Json => document(list),
        Format::Dot => Ok(describe::stacks_dot(list)),
        _ => Ok(describe::stacks_text(list)),
    }
}

pub const REPORTS: &[Format] = &[Format::Text, Format::Json];

#[cfg(feature = "rehearsal")]
pub fn report(format: Format, report: &rehearsal::Report) -> Result<String> {
    match format {
        Format::Json => document(report),
        _ => Ok(rehearsal::text(report)),
    }
}

/// One JSON document.
pub fn document(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// The same in every format for programs.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What a finding says, for formats that take one text: a line each for what is wrong, what the place shows, and help.
fn in_one_text(diagnostic: &Diagnostic) -> String {
    let texts =
        [Some(&diagnostic.message), Some(&diagnostic.primary.text), diagnostic.help.as_ref()];
    let said: Vec<_> =
        texts.into_iter().flatten().filter(|text| !text.is_empty()).map(String::as_str).collect();
    said.join("\n")
}

/// `2 errors, 1 warning`.
pub fn summary(diags: &Diagnostics) -> String {
    let count = |severity| diags.iter().filter(|d| d.severity == severity).count();
    let errors = number(count(Severity::Error), "error");
    format!("{errors}, {}", number(count(Severity::Warning), "warning"))
}

/// `no file`, `1 file`, `2 files`.
pub fn number(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
