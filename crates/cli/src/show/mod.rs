//! What commands found, as text: which document is written in which formats, and by what.

pub mod changes;
pub mod forecast;
mod format;
mod github;
mod human;
mod json;
mod sarif;
mod words;

use anyhow::Result;
use blueprint::{Diagnostics, Source};
use serde::Serialize;

pub use format::{Format, one_of};
pub use github::github;
pub use human::human;
pub use json::json;
pub use words::{number, summary};

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

pub const FORECASTS: &[Format] = &[Format::Text, Format::Json];

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
