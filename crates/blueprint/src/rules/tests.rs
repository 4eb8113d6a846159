//! Keeps the table honest, and runs every example.

use include_dir::{Dir, File, include_dir};

use super::{Found, RULES, Rule};
use crate::values::MistakeKind;
use crate::{Diagnostics, Past, Settled, Severity, Source, parse, resolve};

static SOURCES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src");
/// Files of the folder that are not a rule.
const NOT_RULES: [&str; 12] = [
    "accept.rs",
    "accounts.rs",
    "alike.rs",
    "existing_keys.rs",
    "ip_access_lists.rs",
    "mod.rs",
    "people.rs",
    "private_links.rs",
    "rule.rs",
    "sharing.rs",
    "tests.rs",
    "tier_gate.rs",
];

fn file_name<'a>(file: &'a File<'_>) -> &'a str {
    file.path().file_name().unwrap().to_str().unwrap()
}

#[test]
fn the_table_is_sorted() {
    assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn every_file_is_a_rule_and_every_rule_has_its_files() {
    let folder = SOURCES.get_dir("rules").unwrap();
    for file in folder.files().filter(|file| !NOT_RULES.contains(&file_name(file))) {
        let stem = file.path().file_stem().unwrap().to_str().unwrap();
        assert!(
            super::find(&stem.replace('_', "-")).is_some(),
            "{} is not in RULES",
            file_name(file)
        );
    }
    for Rule { name, explanation, found } in RULES {
        let stem = name.replace('-', "_");
        let markdown = folder.get_file(format!("rules/{stem}.md")).and_then(File::contents_utf8);
        assert_eq!(markdown, Some(*explanation), "{name}: not its own Markdown");
        let has_predicate = folder.get_file(format!("rules/{stem}.rs")).is_some();
        assert!(has_predicate || matches!(found, Found::Reading), "{name}: no predicate");
    }
}

/// Names that the code reports by itself.
#[test]
fn every_name_in_the_sources_is_in_the_table_and_the_other_way_round() {
    let mut used: Vec<_> = MistakeKind::ALL.map(|kind| kind.rule().to_owned()).into();
    let mut folders = vec![&SOURCES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files().filter(|file| file_name(file) != "tests.rs") {
            used.extend(reported_names(file.contents_utf8().unwrap()));
        }
    }
    for name in &used {
        assert!(super::find(name).is_some(), "`{name}` is not in RULES");
    }
    for Rule { name, .. } in RULES {
        assert!(used.iter().any(|used| used == name), "`{name}` is never reported");
    }
}

/// The word after `error(`, `warning(` or, in a rule's own file, `name:`.
fn reported_names(source: &str) -> Vec<String> {
    let text: String = source.split_whitespace().collect();
    let marks = ["error(\"", "warning(\"", "RULE:Rule=Rule{name:\""];
    let after = |mark| text.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    marks.into_iter().flat_map(after).map(str::to_owned).collect()
}

#[test]
fn every_explanation_has_its_parts() {
    for Rule { name, explanation, .. } in RULES {
        assert!(explanation.starts_with(&format!("# {name}\n")), "{name}: title");
        assert!(explanation.contains("\nSource: "), "{name}: no source");
        assert!(explanation.contains("```toml fails"), "{name}: no failing example");
        assert!(explanation.contains("```toml passes"), "{name}: no passing example");
        // An ARN cannot be broken.
        let fits = |line: &str| line.len() <= 110 || line.contains("arn:");
        assert!(explanation.lines().all(fits), "{name}: a line is too long");
    }
}

#[test]
fn every_example_does_as_it_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for (kind, text) in examples(rule.explanation) {
            let (expected, found) = (annotations(&text), findings(&text));
            let names_itself = expected.iter().any(|(_, _, name)| name == rule.name);
            if expected != found || names_itself != (kind == "fails") {
                wrong.push(format!(
                    "{} {kind}\n{text}expected {expected:?}\nfound    {found:?}\n",
                    rule.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `fails` or `passes` and the text of each TOML block.
fn examples(markdown: &str) -> Vec<(&str, String)> {
    let blocks = markdown.split("```toml ").skip(1);
    blocks
        .map(|block| {
            let (kind, rest) = block.split_once('\n').expect("a fence ends its line");
            (kind, rest.split("```").next().unwrap_or_default().to_owned())
        })
        .collect()
}

type Finding = (usize, Severity, String);

/// `# error: <rule>` and `# warning: <rule>` at the end of a line.
fn annotations(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for comment in line.split("# ").skip(1) {
            let (severity, name) = match comment.split_once(": ") {
                Some(("error", name)) => (Severity::Error, name),
                Some(("warning", name)) => (Severity::Warning, name),
                _ => continue,
            };
            found.push((index + 1, severity, name.trim().to_owned()));
        }
    }
    found.sort();
    found
}

/// `# before: tier=premium` at the top: what an earlier run said of the one workspace.
fn settled(text: &str) -> Settled {
    let facts = text.lines().filter_map(|line| line.strip_prefix("# before: ")?.split_once('='));
    let facts = facts.map(|(what, fact)| (what.to_owned(), fact.to_owned()));
    Settled::from([(String::new(), facts.collect())])
}

fn findings(text: &str) -> Vec<Finding> {
    let source = Source { path: "example.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    let today = "2026-11-23".parse::<toml::value::Datetime>().unwrap().date;
    let past = Past { settled: settled(text), ..Past::default() };
    let _ = resolve(blueprint, &past, today, &mut diags);
    let place = |diagnostic: &crate::Diagnostic| {
        let line = source.line_column(diagnostic.primary.span.start).0;
        (line, diagnostic.severity, diagnostic.rule.to_owned())
    };
    let mut found: Vec<_> = diags.iter().map(place).collect();
    found.sort();
    found
}
