//! No text of a blueprint becomes Terraform: each is refused by a named rule, or arrives as the text
//! it was, evaluated by real Terraform.
#![allow(clippy::disallowed_methods, reason = "tests run Terraform")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use blueprint::Pins;
use codegen::{Tree, in_shares, quote};
use gallery::compile::{architecture, tree};
use gallery::draft::{Draft, keys};
use gallery::fields::{FIELDS, Field, TOP_ONLY, in_schema};
use gallery::terraform::{Terraform, file_of, values, without_providers};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// What a text may hold that means something to TOML, Tera, HCL, Terraform, Markdown or a terminal.
fn hostile_texts() -> Vec<String> {
    let short = [
        "",
        " ",
        " x ",
        "\"",
        "\\",
        "\\\"",
        "a\"b",
        "x\\",
        "\"\n}\nresource \"x\" \"y\" {\n",
        "${",
        "${x}",
        "${file(\"/etc/passwd\")}",
        "$${x}",
        "$$${x}",
        "$",
        "$$",
        "x${",
        "${x",
        "%{",
        "%{ if true }x%{ endif }",
        "%%{x}",
        "%%%{x}",
        "%",
        "~}",
        "<<EOT\nx\nEOT\n",
        "{{ workspace.name }}",
        "{% raw %}",
        "{# x #}",
        "{workspace}",
        "{{workspace}}",
        "{x}",
        "a\nb",
        "a\r\nb",
        "\t",
        "a\u{0}b",
        "\u{1}",
        "\u{1f}",
        "\u{7f}",
        "\u{85}",
        "\u{9f}",
        "\u{2028}",
        "\u{feff}x",
        "\u{200b}",
        "\u{202e}abc",
        "\u{2066}x\u{2069}",
        "\u{e000}",
        "\u{fffd}",
        "\u{10ffff}",
        "مرحبا",
        "שלום",
        "é",
        "e\u{301}",
        "\u{212b}",
        "\u{2126}",
        "\u{1112}\u{1161}\u{11ab}",
        "ﬁ",
        "ß",
        "İ",
        "👩‍👩‍👧‍👦",
        "日本語",
        "٣",
        "x # y",
        "x // y",
        "/* x",
        "null",
        "true",
        "1",
        "..",
        "../x",
        "a/../b",
        "/x",
        "a//b",
        "`x`",
        "<b>",
        "| x |",
        "[x](y)",
        "-x",
        "--help",
        "x;y",
        "$(x)",
        "var.name",
        "aws_x.y[0]",
        "*",
        "arn:aws:iam::1:role/x",
        "arn:aws:iam::123456789012:role/${x}",
        "arn:aws:iam::123456789012:role/a\nb",
        "arn:aws:iam::123456789012:policy/a=,.@_-+b",
        "arn:aws:iam::123456789012:policy/${x}",
        "/a=,.@_-+b/",
        "/${x}/",
        "arn:aws:kms:eu-west-1:123456789012:key/\"",
        "10.0.0.0/16\n",
        "10.0.0.0/016",
        "+1.0.0.0/8",
        "vpc-0123456789abcdefg",
        "vpc-0123456789abcdef0\n",
        "/+20",
        "/ 20",
        "euw1-az1\"",
        "Name",
        "aws:x",
        "AWS:x",
        "eu-west-1\u{0}",
        "EU-WEST-1",
        "éu-west-1",
    ];
    let long = ["x", "\"", "${", "é", "\n"].map(|text| text.repeat(10_000 / text.len()));
    short.map(str::to_owned).into_iter().chain(long).collect()
}

#[test]
fn every_field_of_the_schema_is_written_somewhere() {
    let ours = FIELDS.iter().map(|field| field.path.to_owned());
    let expected: BTreeSet<_> = ours
        .clone()
        .chain(ours.clone().map(|path| format!("workspaces.*.{path}")))
        .chain(ours.map(|path| format!("removed.*.{path}")))
        .chain(TOP_ONLY.iter().map(|field| field.path.to_owned()))
        .collect();
    assert_eq!(in_schema(), expected);
}

/// Where a field is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Top,
    Workspace,
}

fn draft(field: &Field, text: &str, place: Place) -> Draft {
    let base = [
        ("name", r#""acme""#),
        ("region", r#""eu-west-1""#),
        ("network.mode", r#""customer-managed""#),
    ];
    let mut draft = Draft { top: keys(&base), ..Draft::default() };
    if place == Place::Workspace {
        draft.workspaces.insert("first".to_owned(), keys(&[]));
    }
    let table = match place {
        Place::Top => &mut draft.top,
        Place::Workspace => draft.workspaces.entry("second".to_owned()).or_default(),
    };
    table.extend(keys(field.beside));
    table.extend(keys(field.brings));
    table.extend([field.with(text)]);
    draft
}

#[test]
fn every_field_takes_its_sample() {
    for (field, place) in FIELDS
        .iter()
        .map(|field| (field, Place::Workspace))
        .chain(TOP_ONLY.iter().map(|field| (field, Place::Top)))
    {
        let Some(sample) = field.sample else { continue };
        let refused = architecture(&draft(field, sample, place).text(), &Pins::default()).err();
        assert_eq!(refused, None, "{} = {sample}", field.path);
    }
}

/// A text that was taken, and the tree it was taken into.
struct Taken {
    path: &'static str,
    text: String,
    /// What it becomes by its meaning.
    filled: String,
    tree: Tree,
}

fn take(field: &Field, text: &str, place: Place) -> Option<Taken> {
    let arch = match architecture(&draft(field, text, place).text(), &Pins::default()) {
        Ok(arch) => arch,
        Err(rules) => {
            assert!(!rules.is_empty(), "{} = {text:?}: no rule", field.path);
            return None;
        }
    };
    let name = arch.workspaces.last().expect("there is one").name.as_str();
    let filled = match field.path {
        "state.key" | "state.hcp-workspace" => text.replace("{workspace}", name),
        "removed.<key>" | "workspaces.<key>" => format!("acme-{text}"),
        _ => text.to_owned(),
    };
    let tree = tree(&arch, "blueprint.toml");
    Some(Taken { path: field.path, text: text.to_owned(), filled, tree })
}

/// By every field that takes texts.
fn taken(text: &str) -> Vec<Taken> {
    let workspace = FIELDS.iter().filter(|field| field.takes_text());
    let workspace = workspace.filter_map(|field| take(field, text, Place::Workspace));
    workspace.chain(TOP_ONLY.iter().filter_map(|field| take(field, text, Place::Top))).collect()
}

#[test]
fn hostile_texts_are_refused_or_arrive() {
    let taken =
        in_shares(&hostile_texts(), 1, |texts| texts.iter().flat_map(|text| taken(text)).collect());
    for path in ["tags.*", "tags.<key>", "state.organization"] {
        assert!(taken.iter().any(|taken| taken.path == path), "{path} takes none: too strict?");
    }
    let (silent, spoken): (Vec<_>, Vec<_>) =
        taken.into_iter().partition(|it| it.path.starts_with("accept") || it.path == "templates");
    // What an acceptance says is for the blueprint's readers only, and templates are read by the command line.
    assert!(silent.windows(2).all(|pair| pair[0].tree == pair[1].tree));
    let Some(terraform) = without_providers() else { return };
    let arrived = evaluate(&terraform, &spoken);
    let lost =
        spoken.iter().zip(arrived).filter(|(taken, arrived)| !arrived.contains(&taken.filled));
    let lost: BTreeSet<_> = lost.map(|(Taken { path, text, .. }, _)| (path, text)).collect();
    assert!(lost.is_empty(), "taken, but Terraform reads something else: {lost:#?}");
}

/// Every text that Terraform reads in each tree's values and backends, and where a stack writes names out.
fn evaluate(terraform: &Terraform, taken: &[Taken]) -> Vec<BTreeSet<String>> {
    let mut outputs = String::new();
    for (index, Taken { tree, .. }) in taken.iter().enumerate() {
        let stacks = tree.stacks().keys();
        let values = stacks.map(|stack| {
            let values = values(tree, stack) + &backend(tree, stack);
            format!("{{\n{values}written_out = [{}]\n}}", written_out(tree, stack).join(", "))
        });
        let values = values.collect::<Vec<_>>().join(",\n");
        let _ = writeln!(outputs, "output \"o{index}\" {{\n  value = [\n{values}\n]\n}}");
    }
    let read = outputs_of(terraform, &outputs);
    (0..taken.len())
        .map(|index| {
            let mut texts = BTreeSet::new();
            collect_texts(&read[format!("o{index}")]["value"], &mut texts);
            texts
        })
        .collect()
}

/// The settings of a stack's backend, as more values.
fn backend(tree: &Tree, stack: &str) -> String {
    let lines = file_of(tree, stack, "backend.tf").lines();
    let settings = lines.filter(|line| line.contains(" = "));
    settings.fold(String::new(), |text, line| format!("{text}backend_{}\n", line.trim()))
}

/// Files in which names stand where they are used, not among the values.
const WRITTEN_OUT: [&str; 8] = [
    "buckets.tf",
    "catalog_bindings.tf",
    "catalogs.tf",
    "data_access.tf",
    "grants.tf",
    "iam.tf",
    "moved.tf",
    "storage.tf",
];

/// The quoted texts in those files; of one that begins with a reference, the rest.
fn written_out(tree: &Tree, stack: &str) -> Vec<String> {
    let files = WRITTEN_OUT.iter().flat_map(|name| file_of(tree, stack, name).lines());
    let code = files.filter(|line| !line.trim_start().starts_with('#'));
    code.flat_map(quoted_texts).collect()
}

fn quoted_texts(line: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('"') {
        let text = &rest[start + 1..];
        let escaped =
            |at: usize| text[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        let Some((end, _)) = text.match_indices('"').find(|(at, _)| !escaped(*at)) else { break };
        let inner = &text[..end];
        let plain =
            inner.strip_prefix("${").and_then(|it| it.split_once('}')).map_or(inner, |it| it.1);
        // Names within a reference are not a text.
        if !plain.replace("$${", "").contains("${") {
            texts.push(format!("\"{plain}\""));
        }
        rest = &text[end + 1..];
    }
    texts
}

/// What `terraform output` says after an apply of a configuration of outputs only.
fn outputs_of(terraform: &Terraform, text: &str) -> Value {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    fs::write(scratch.path().join("main.tf"), text).expect("folder is ours");
    terraform.print(scratch.path(), &["apply", "-auto-approve", "-input=false", "-no-color"]);
    let json = terraform.print(scratch.path(), &["output", "-json"]);
    serde_json::from_str(&json).expect("it prints JSON")
}

fn collect_texts(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(texts.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| collect_texts(value, texts)),
        Value::Object(values) => {
            texts.extend(values.keys().cloned());
            values.values().for_each(|value| collect_texts(value, texts));
        }
        _ => {}
    }
}

/// Texts made of what HCL treats specially, and of anything else.
fn any_text() -> impl Strategy<Value = String> {
    let piece = proptest::prop_oneof![
        4 => proptest::sample::select(vec![
            "$", "%", "{", "}", "$${", "%%{", "${", "%{", "\\", "\"", "\n", "\r", "\t", "~", "<<E", "\u{0}",
        ]).prop_map(str::to_owned),
        1 => ".",
        1 => "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

const QUOTED_TEXTS: usize = 2000;

/// `quote` is what Tera is given for every text that a template prints.
#[test]
fn terraform_reads_what_was_quoted() {
    let Some(terraform) = without_providers() else { return };
    let mut runner = TestRunner::deterministic();
    let made = (0..QUOTED_TEXTS)
        .map(|_| any_text().new_tree(&mut runner).expect("nothing is filtered out").current());
    let texts: Vec<_> = hostile_texts().into_iter().chain(made).collect();
    let mut list = "output \"texts\" {\n  value = [\n".to_owned();
    for text in &texts {
        let _ = writeln!(list, "    {},", quote(text));
    }
    let read = outputs_of(&terraform, &(list + "  ]\n}\n"));
    let read = read["texts"]["value"].as_array().expect("a list").clone();
    let differences: BTreeMap<_, _> = texts
        .iter()
        .zip(&read)
        // Terraform composes characters in every text that it reads.
        .filter(|(text, read)| read.as_str() != Some(&text.nfc().collect::<String>()))
        .collect();
    assert_eq!(read.len(), texts.len());
    assert!(differences.is_empty(), "{differences:#?}");
}
