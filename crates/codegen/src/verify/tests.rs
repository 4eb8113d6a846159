//! Runs the fixtures: a file or folder for each behaviour, with what must be found on the line it is
//! about: `# finding: <part of the message>`. Nothing else may be found.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::{Finding, is_module, verify};
use crate::{RelativePath, Rendered, Tree};

static FIXTURES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/verify/fixtures");

#[test]
fn every_annotation_is_found_and_nothing_else() {
    let single = FIXTURES.files().map(|file| {
        let text = text(file);
        let files = [("main.tf", text.to_owned()), ("versions.tf", providers(text))];
        (name(file.path()), files.map(|(path, text)| (path.to_owned(), text)).into())
    });
    let folders = FIXTURES.dirs().map(|folder| (name(folder.path()), files(folder)));
    let differences: Vec<String> =
        single.chain(folders).flat_map(|(fixture, files)| differences(&fixture, files)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A fixture of one file is a stack; what it uses of providers is required and configured for it.
fn providers(text: &str) -> String {
    if text.contains("required_providers") {
        return String::new();
    }
    let used = |provider: &str| text.contains(&format!("\"{provider}_"));
    let sources = [
        ("aws", "hashicorp/aws"),
        ("databricks", "databricks/databricks"),
        ("time", "hashicorp/time"),
    ];
    let (mut requirements, mut configurations) = (Vec::new(), Vec::new());
    for (name, source) in sources.into_iter().filter(|(name, _)| used(name)) {
        requirements.push(format!("{name} = {{ source = \"{source}\" }}"));
        if !text.contains(&format!("provider \"{name}\"")) {
            configurations.push(format!("provider \"{name}\" {{}}"));
        }
    }
    let [requirements, configurations] = [requirements, configurations].map(|it| it.join("\n"));
    format!("terraform {{\nrequired_providers {{\n{requirements}\n}}\n}}\n{configurations}\n")
}

/// What is annotated and not found, and what is found and not annotated.
fn differences(fixture: &str, files: BTreeMap<String, String>) -> Vec<String> {
    let expected: Vec<_> = files.iter().flat_map(|(path, text)| annotations(path, text)).collect();
    let mut found = prove(files).err().unwrap_or_default();
    let mut differences = Vec::new();
    for (path, line, part) in expected {
        let fits = found.iter().position(|finding| {
            finding.path.as_str() == path && finding.line == line && finding.message.contains(&part)
        });
        match fits {
            Some(fits) => drop(found.remove(fits)),
            None => differences.push(format!("{fixture}: {path}:{line}: not found: {part}")),
        }
    }
    let unexpected = found.into_iter().map(|Finding { path, line, message }| {
        format!("{fixture}: {path}:{line}: not annotated: {message}")
    });
    differences.extend(unexpected);
    differences
}

/// Path, one-based line, and what the message must contain.
fn annotations(path: &str, text: &str) -> Vec<(String, usize, String)> {
    let lines = text.lines().enumerate();
    let parts = lines.flat_map(|(index, line)| {
        line.split("# finding: ").skip(1).map(move |part| (index + 1, part.trim().to_owned()))
    });
    parts.map(|(line, part)| (path.to_owned(), line, part)).collect()
}

/// Every folder is a stack, except those in `modules`.
fn prove(files: BTreeMap<String, String>) -> Result<Tree, Vec<Finding>> {
    let files: BTreeMap<_, _> =
        files.into_iter().map(|(path, text)| (RelativePath::new(path).unwrap(), text)).collect();
    let folders = files.keys().filter(|path| is_module(path));
    let stacks = folders.map(RelativePath::parent).filter(|folder| !folder.starts_with("modules/"));
    let mut stacks: Vec<String> = stacks.map(str::to_owned).collect();
    stacks.dedup();
    verify(Rendered { files, stacks })
}

/// The files below a fixture's folder, by their path in it.
fn files(folder: &Dir) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = folder
        .files()
        .map(|file| (name(file.path()), text(file).to_owned()))
        .map(|(path, text)| (path.split_once('/').unwrap().1.to_owned(), text))
        .collect();
    folder.dirs().for_each(|inner| files.extend(self::files(inner)));
    files
}

fn text<'a>(file: &'a include_dir::File) -> &'a str {
    file.contents_utf8().unwrap()
}

fn name(path: &std::path::Path) -> String {
    path.to_str().unwrap().to_owned()
}

const STACK: &str = r#"
module "network" {
  source = "../modules/network"
}

resource "terraform_data" "this" {
  for_each = toset(["a"])
}
"#;

const MODULE: &str = r#"
resource "terraform_data" "a" {}
"#;

fn stacks(module: &str) -> BTreeMap<String, String> {
    let files =
        [("dev/main.tf", STACK), ("modules/network/main.tf", module), ("prod/main.tf", STACK)];
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

#[test]
fn a_tree_knows_the_addresses_of_each_stack() {
    let tree = prove(stacks(MODULE)).unwrap();
    let addresses = ["module.network.terraform_data.a", "terraform_data.this"].map(str::to_owned);
    let expected = ["dev", "prod"].map(|stack| (stack.to_owned(), addresses.to_vec().into()));
    assert_eq!(tree.stacks(), &BTreeMap::from(expected));
    assert_eq!(tree.files().len(), 3);
}

#[test]
fn stacks_that_are_alike_are_reported_once() {
    let variable = "variable \"a\" {\n  description = \"A.\"\n  type = string\n}\n";
    let module =
        format!("{MODULE}{variable}output \"a\" {{\n  description = \"A.\"\n  value = var.a\n}}\n");
    let found: Vec<String> = prove(stacks(&module))
        .unwrap_err()
        .into_iter()
        .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.message))
        .collect();
    let expected = [
        "dev/main.tf:2: module `network` needs `a`",
        "modules/network/main.tf:7: output `a` is not used",
    ];
    assert_eq!(found, expected);
}
