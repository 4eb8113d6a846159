//! Findings and changes as text: for people, for programs, for GitHub.

pub mod changes;
mod github;
mod human;
mod json;

use blueprint::{Diagnostics, Severity};

pub use github::github;
pub use human::human;
pub use json::json;

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
