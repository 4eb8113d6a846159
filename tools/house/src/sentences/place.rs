//! Which files hold sentences, and in what language.

use super::sentence::Kind;

pub(super) enum Language {
    Rust,
    Markdown(Kind),
    /// HCL that Tera fills.
    Template,
    /// TOML.
    Data,
}

/// Pages that are written by a test, from texts that are read where they stand.
const GENERATED: [&str; 2] = ["docs/blueprint.md", "docs/rules.md"];

/// Crates whose text literals users read.
const CRATES: [&str; 5] = [
    "crates/blueprint/src/",
    "crates/cli/src/",
    "crates/codegen/src/",
    "crates/describe/src/",
    "crates/rehearsal/src/",
];

pub fn is_read(path: &str) -> bool {
    kind(path).is_some()
}

pub(super) fn kind(path: &str) -> Option<Language> {
    if GENERATED.contains(&path)
        || path.split('/').any(|part| part == "tests" || part == "tests.rs")
    {
        return None;
    }
    if path.starts_with("templates/") {
        return match path {
            _ if path.ends_with(".md.tera") => Some(Language::Markdown(Kind::Readme)),
            _ if path.ends_with(".tera") => Some(Language::Template),
            _ => None,
        };
    }
    if path.ends_with(".md") {
        let is_rule = path.starts_with("crates/blueprint/src/rules/");
        let is_page = path.starts_with("docs/") || !path.contains('/');
        return match (is_rule, is_page) {
            (true, _) => Some(Language::Markdown(Kind::RulePage)),
            (_, true) => Some(Language::Markdown(Kind::Docs)),
            _ => None,
        };
    }
    if path.ends_with(".rs") && CRATES.iter().any(|folder| path.starts_with(folder)) {
        return Some(Language::Rust);
    }
    let is_data =
        path.starts_with("crates/blueprint/data/") || path.starts_with("crates/describe/data/");
    (is_data && path.ends_with(".toml")).then_some(Language::Data)
}
