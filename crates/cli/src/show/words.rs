//! Words that several formats have in common.

use blueprint::{Diagnostic, Diagnostics, Severity};

/// The same in every format for programs.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What a finding says, for formats that take one text: a line each for what is wrong, what the place shows, and help.
pub(super) fn in_one_text(diagnostic: &Diagnostic) -> String {
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
