//! Findings in SARIF 2.1.0, which code hosts and editors show at the lines they are about.
//!
//! Form: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", read 2026-11. What GitHub takes of
//! it: docs.github.com, "SARIF support for code scanning", read 2026-11.

use blueprint::rules;
use blueprint::{Diagnostic, Diagnostics, Label, Source};
use serde::Serialize;
use serde_json::{Value, json};

use super::words::{in_one_text, word};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A log of one run; the rules of its findings stand in it, each once.
pub(super) fn sarif(source: &Source, diags: &Diagnostics) -> impl Serialize {
    let mut rules: Vec<_> = diags.iter().map(|diagnostic| diagnostic.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let results: Vec<_> = diags.iter().map(|it| result(it, &rules, source)).collect();
    let described: Vec<_> = rules.iter().map(|name| rule(name)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lakewright",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(name: &str) -> Value {
    let rule = rules::find(name).expect("a finding names its rule");
    json!({
        "id": name,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.summary(), "markdown": rule.explanation },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[&str], source: &Source) -> Value {
    let Diagnostic { primary, severity, rule, context, .. } = diagnostic;
    let related: Vec<_> = context.iter().map(|label| location(label, source)).collect();
    let mut result = json!({
        "ruleId": rule,
        "ruleIndex": rules.binary_search(rule).expect("the rules are those of the findings"),
        "level": word(*severity),
        "message": { "text": in_one_text(diagnostic) },
        "locations": [physical(primary, source)],
    });
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn location(label: &Label, source: &Source) -> Value {
    let mut location = physical(label, source);
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}

fn physical(label: &Label, source: &Source) -> Value {
    let (line, column) = source.line_column(label.span.start);
    let (end_line, end_column) = source.line_column(label.span.end);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&source.path) },
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        },
    })
}

/// A path as a reference of RFC 3986: relative as it is, or a `file` URI.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encode =
        |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    path.bytes().map(encode).fold(scheme.to_owned(), |uri, part| uri + &part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("blueprints/a b#1.toml"), "blueprints/a%20b%231.toml");
        assert_eq!(uri("/srv/acme.toml"), "file:///srv/acme.toml");
    }
}
