//! Every example produces the committed tree. `UPDATE_GOLDEN=1` rewrites them: read the diff.
//!
//! A module's text is a function of its folder's name. It is committed once, in `golden/modules/<folder>`, and every
//! example that emits the folder must produce exactly that text. `golden/stacks/<example>` holds the rest of a tree.
//! `golden/changed/<name>` holds the stacks of what follows another blueprint.
#![allow(clippy::disallowed_methods, reason = "tests read fixtures, and write them when asked")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use codegen::{Templates, view};
use gallery::compile::{Example, TEMPLATES, changed, examples, tree};
use gallery::{files_below, folder};
use serde_json::Value;
use similar::TextDiff;

/// Texts by path.
type Texts = BTreeMap<String, String>;

#[test]
fn every_example_produces_its_golden_tree() {
    let golden = folder("golden");
    let made = made();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        rewrite(&made, &golden);
    }
    let differences = compare(&made, &golden);
    assert!(differences.is_empty(), "{}\nUPDATE_GOLDEN=1 rewrites them", differences.join("\n"));
}

/// What should be committed, by path below `golden`.
#[track_caller]
fn made() -> Texts {
    let mut made = Texts::new();
    let mut modules: BTreeMap<String, Texts> = BTreeMap::new();
    let of_changed = changed().iter().map(|example| ("changed", example));
    for (kind, example) in examples().iter().map(|example| ("stacks", example)).chain(of_changed) {
        let of_stacks =
            example.tree.files().iter().filter(|(path, _)| !is_in_module(path.as_str()));
        let committed = |path| format!("{kind}/{}/{path}", example.name);
        made.extend(of_stacks.map(|(path, text)| (committed(path), text.clone())));
        for (folder, texts) in modules_of(example) {
            let known = modules.entry(folder).or_insert_with_key(|_| texts.clone());
            assert_eq!(known, &texts, "{} has another text of a module", example.name);
        }
    }
    made.extend(modules.into_values().flatten());
    made
}

/// Each module's folder with its files. Every file names the blueprint that it was made from, so all examples are
/// given one name here, and their modules can be compared byte for byte.
fn modules_of(example: &Example) -> BTreeMap<String, Texts> {
    let mut modules: BTreeMap<String, Texts> = BTreeMap::new();
    for (path, text) in tree(&example.architecture, "blueprint.toml").files() {
        if is_in_module(path.as_str()) {
            let folder = modules.entry(path.parent().to_owned()).or_default();
            folder.insert(path.as_str().to_owned(), text.clone());
        }
    }
    modules
}

fn is_in_module(path: &str) -> bool {
    path.starts_with("modules/")
}

/// Replaces everything, so that nothing stale stays.
fn rewrite(made: &Texts, golden: &Path) {
    if golden.is_dir() {
        fs::remove_dir_all(golden).expect("the golden trees go");
    }
    for (path, text) in made {
        let path = golden.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folder is ours");
        fs::write(path, text).expect("folder is ours");
    }
}

/// Unified diffs of what should be and what is made; a file that one side lacks is empty there.
fn compare(made: &Texts, golden: &Path) -> Vec<String> {
    let expected: BTreeMap<_, _> =
        files_below(golden).into_iter().map(|path| (relative(&path, golden), path)).collect();
    let names: BTreeSet<_> = expected.keys().chain(made.keys()).collect();
    let diff = |name: &&String| {
        let expected =
            expected.get(*name).map(|path| fs::read_to_string(path).expect("it is text"));
        let made = made.get(*name);
        if expected.as_ref() == made {
            return None;
        }
        let (expected, made) = (expected.unwrap_or_default(), made.map_or("", String::as_str));
        let diff = TextDiff::from_lines(expected.as_str(), made);
        let path = golden.join(name);
        Some(diff.unified_diff().header(&path.to_string_lossy(), "generated").to_string())
    };
    names.iter().filter_map(diff).collect()
}

fn relative(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).expect("it lies below").to_string_lossy().into_owned()
}

/// The first line of each is what editors complete and check by.
#[test]
fn every_example_names_its_schema_and_says_what_it_shows() {
    for Example { name, text, .. } in examples() {
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("#:schema ../docs/blueprint.schema.json"), "{name}");
        assert_eq!(lines.next(), Some("#"), "{name}");
        assert!(lines.next().is_some_and(|line| line.starts_with("# ")), "{name}");
    }
}

#[test]
fn every_variant_of_every_module_is_reached_and_left_out() {
    let architectures = || examples().iter().chain(changed()).map(|example| &example.architecture);
    let accounts = architectures().filter_map(|arch| arch.account.as_ref());
    let accounts =
        accounts.map(|it| serde_json::to_value(view::Account::of(it)).expect("it is plain data"));
    let workspaces: Vec<_> = architectures()
        .flat_map(|arch| &arch.workspaces)
        .map(|it| serde_json::to_value(view::Workspace::of(it)).expect("it is plain data"))
        .chain(accounts)
        .collect();
    for module in TEMPLATES.modules() {
        let used: Vec<_> =
            workspaces.iter().filter(|found| holds(&module.manifest.condition, found)).collect();
        assert!(!used.is_empty(), "no example uses the module `{}`", module.id);
        for variant in &module.manifest.variants {
            let holding = used.iter().filter(|found| holds(&variant.condition, found)).count();
            let of = format!("`{}` of `{}`", variant.name, module.id);
            assert!(holding > 0, "no example has the variant {of}");
            assert!(holding < used.len(), "every example has the variant {of}");
        }
    }
}

/// Whether a manifest's path leads to something that is not false, null, empty or absent.
fn holds(path: &str, workspace: &Value) -> bool {
    let pointer = path.trim_start_matches("workspace").replace('.', "/");
    match workspace.pointer(&pointer) {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Array(list)) => !list.is_empty(),
        Some(Value::Object(map)) => !map.is_empty(),
        Some(_) => true,
    }
}

/// Each template, each branch of an `if`, and each body of a `for`: a comment put into all of them is
/// found in some tree.
#[test]
fn every_branch_of_every_template_is_reached() {
    let templates: BTreeMap<_, _> = templates();
    let (marked, marks) = mark(&templates);
    let extended = Templates::extended(marked).expect("comments change nothing");
    let mut text = String::new();
    for example in examples().iter().chain(changed()) {
        let tree = codegen::generate(&example.architecture, &example.file_name(), &extended);
        text.extend(tree.expect("comments change nothing").files().values().cloned());
    }
    let reached: BTreeSet<_> =
        text.lines().filter_map(|line| line.trim().strip_prefix(MARK)).collect();
    let missed: Vec<_> = marks.iter().filter(|mark| !reached.contains(mark.as_str())).collect();
    assert!(missed.is_empty(), "no example reaches these lines of templates: {missed:#?}");
}

const MARK: &str = "# reached ";

/// The templates by path.
fn templates() -> BTreeMap<String, String> {
    let root: PathBuf = folder("../templates");
    let files = files_below(&root);
    let templates = files.iter().filter(|path| path.extension().is_some_and(|it| it == "tera"));
    templates
        .map(|path| (relative(path, &root), fs::read_to_string(path).expect("it is text")))
        .collect()
}

/// Puts a mark at the start of every template and behind every tag that opens a branch or a body. A part
/// starts behind the tag that names it.
fn mark(templates: &BTreeMap<String, String>) -> (BTreeMap<String, String>, Vec<String>) {
    let mut marks = Vec::new();
    let mut marked = BTreeMap::new();
    for (path, text) in templates {
        let mut put = |line: usize| {
            marks.push(format!("{path}:{line}"));
            format!("{MARK}{path}:{line}\n")
        };
        let is_part = text.starts_with("{% component ");
        let mut new = if is_part { String::new() } else { put(0) };
        for (index, line) in text.lines().enumerate() {
            new.extend([line, "\n"]);
            let opens = ["{% if ", "{% elif ", "{% else ", "{% for ", "{% component "];
            if opens.iter().any(|tag| line.trim_start().starts_with(tag)) {
                new.push_str(&put(index + 1));
            }
        }
        marked.insert(path.clone(), new);
    }
    (marked, marks)
}
