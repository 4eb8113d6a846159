//! A forecast: whole, as text or JSON, and in a few lines below what `generate` did.

mod alike;
mod dangers;
mod hints;
mod lines;
mod resources;
mod summary;
mod words;

use forecast::Forecast;
use serde::Serialize;

pub use summary::summary;

use words::{basis, counts};

/// The document's fields are a promise: they are added to, never changed.
#[derive(Serialize)]
pub struct Document<'a> {
    pub old: &'a str,
    pub new: &'a str,
    #[serde(flatten)]
    pub forecast: &'a Forecast,
}

/// Dangers first, then counts, then resources. What many stacks have in common is said once.
pub fn text(old: &str, new: &str, forecast: &Forecast) -> String {
    if forecast.is_empty() {
        return format!("`{new}` changes nothing of `{old}`\n");
    }
    let mut lines = vec![format!("`{new}` over `{old}`, {}", basis(forecast))];
    lines.extend(section("dangers", dangers::dangers(forecast)));
    lines.extend(
        hints::of_groups(forecast).into_iter().flat_map(|hint| [String::new(), hint.to_owned()]),
    );
    lines.extend([String::new(), format!("resources: {}", counts(forecast))]);
    lines.extend(resources::resources(forecast));
    lines.extend(section("without effect", dangers::idle(forecast)));
    lines.extend(section("guards", resources::guards(forecast)));
    lines.extend(section("lines of HCL", lines::lines(forecast)));
    lines.extend(section("not known from the files", resources::unevaluated(forecast)));
    lines.iter().map(|line| printable(line) + "\n").collect::<Vec<_>>().concat()
}

/// What is in a tree is anybody's: nothing of it steers a terminal.
fn printable(line: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown = |c: char| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() };
    if line.chars().any(steers) { line.chars().map(shown).collect() } else { line.to_owned() }
}

/// Lines below a title, if there are any.
fn section(title: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let indented = lines.into_iter().map(|line| format!("  {line}"));
    [String::new(), title.to_owned()].into_iter().chain(indented).collect()
}
