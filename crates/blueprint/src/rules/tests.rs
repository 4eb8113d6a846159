//! Keeps the table honest, and runs every example.

use std::collections::BTreeMap;

use include_dir::{Dir, File, include_dir};

use super::{Found, RULES, Rule};
use crate::values::{Cidr, MistakeKind, Name};
use crate::{Diagnostics, Irrevocable, PreviousRun, Severity, Source, parse, resolve};

static SOURCES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src");

fn file_name<'a>(file: &'a File<'_>) -> &'a str {
    file.path().file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_name_is_given_once() {
    assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn every_file_is_a_rule_and_every_rule_has_its_files() {
    let mut count = 0;
    for area in SOURCES.get_dir("rules").unwrap().dirs() {
        for file in area.files() {
            let (name, text) = (file_name(file), file.contents_utf8().unwrap());
            let Some(stem) = name.strip_suffix(".md") else {
                let is_rule = text.contains("const RULE: Rule");
                let has_markdown = area.get_file(file.path().with_extension("md")).is_some();
                assert_eq!(has_markdown, is_rule, "{name}");
                continue;
            };
            count += 1;
            let rule = super::find(&stem.replace('_', "-")).expect(stem);
            let folder = area.path().file_name().unwrap().to_str().unwrap();
            let of_area = format!("{:?}", rule.area).to_lowercase();
            assert_eq!(folder.replace('_', ""), of_area, "{name}: its area is not its folder");
            assert_eq!(rule.explanation, text, "{name}: not its own Markdown");
            let has_predicate = area.get_file(file.path().with_extension("rs")).is_some();
            assert!(has_predicate || matches!(rule.found, Found::Reading), "{name}: no predicate");
        }
    }
    assert_eq!(count, RULES.len(), "each rule has its Markdown");
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
    for Rule { name, .. } in RULES.iter() {
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
fn every_rule_has_a_summary() {
    for rule in RULES.iter() {
        let summary = rule.summary();
        assert!(summary.ends_with('.') && summary.len() <= 200, "{}: {summary}", rule.name);
    }
}

#[test]
fn every_explanation_has_its_parts() {
    for Rule { name, explanation, .. } in RULES.iter() {
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
    for rule in RULES.iter() {
        for (kind, text) in examples(rule.explanation) {
            let (expected, found) = (annotations(&text), findings(&text));
            let own: Vec<_> = expected.iter().filter(|(_, _, name)| name == rule.name).collect();
            let names_itself = !own.is_empty();
            let is_of_its_level = own.iter().all(|(_, severity, _)| *severity == rule.level);
            assert!(is_of_its_level, "{}: not of the level in the table\n{text}", rule.name);
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

/// What the previous run recorded of the one workspace, at the top: `# before: name=acme tier=premium`, the ranges that
/// it planned, `# planned: vpc=10.20.0.0/16`, what Terraform forgot, `# forgotten: bucket lake, group analysts`, and
/// what the stack made, `# made: group analysts`.
fn previous_run(text: &str) -> PreviousRun {
    let line = |start| text.lines().find_map(|line| line.strip_prefix(start));
    let mut previous = PreviousRun::default();
    if let Some(facts) = line("# before: ") {
        let mut facts = pairs(facts);
        let name = facts.remove("name");
        previous.names.extend(name.map(|name| (String::new(), Name::parse(&name).unwrap())));
        let facts: toml::Table = facts.into_iter().map(|(it, word)| (it, word.into())).collect();
        let facts: Irrevocable = facts.try_into().unwrap();
        previous.irrevocable.insert(String::new(), facts);
    }
    if let Some(ranges) = line("# planned: ") {
        let ranges = pairs(ranges).into_iter();
        let range =
            |(pin, range): (String, String)| (pin.parse().unwrap(), Cidr::parse(&range).unwrap());
        previous.pins.insert(String::new(), ranges.map(range).collect());
    }
    let things = |start| {
        let things = line(start)?.split(", ").map(|thing| thing.parse().unwrap());
        Some((String::new(), things.collect()))
    };
    previous.forgotten.extend(things("# forgotten: "));
    previous.made.extend(things("# made: "));
    previous
}

/// `a=b c=d e`, the last of which is `d e` for `c`.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for word in text.split(' ') {
        match (word.split_once('='), pairs.last_mut()) {
            (Some((key, value)), _) => pairs.push((key.to_owned(), value.to_owned())),
            (None, Some((_, value))) => value.extend([" ", word]),
            (None, None) => panic!("`{text}` begins with no fact"),
        }
    }
    pairs.into_iter().collect()
}

fn findings(text: &str) -> Vec<Finding> {
    let source = Source { path: "example.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    let today = "2026-11-23".parse::<toml::value::Datetime>().unwrap().date;
    let _ = resolve(blueprint, &previous_run(text), today, &mut diags);
    let place = |diagnostic: &crate::Diagnostic| {
        let line = source.line_column(diagnostic.primary.span.start).0;
        (line, diagnostic.severity, diagnostic.rule.to_owned())
    };
    let mut found: Vec<_> = diags.iter().map(place).collect();
    found.sort();
    found
}
