//! Our layout and real `terraform fmt` agree on every byte: of a corpus written for this, of the
//! golden trees, and of versions of both that were mangled first.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read fixtures and run Terraform"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use codegen::{layout, squeeze_blank_lines};
use gallery::mangle::mangle;
use gallery::terraform::terraform;
use gallery::{folder, tf_files};
use similar::TextDiff;

const MANGLED_VERSIONS_OF_CORPUS: u64 = 12;
const MANGLED_VERSIONS_OF_GOLDEN: u64 = 2;
const SHOWN_DIFFERENCES: usize = 3;

/// A text, and what `terraform fmt` should make of it.
struct Case {
    name: String,
    text: String,
    expected: String,
}

#[test]
fn layout_is_what_terraform_fmt_does() {
    let Some(terraform) = terraform() else { return };
    let laid_out = |(name, text): (String, String)| Case { name, expected: layout(&text), text };
    let cases: Vec<_> = versions().into_iter().map(laid_out).collect();
    assert!(cases.len() > 400, "only {} versions to compare", cases.len());
    compare(&terraform, &cases);
}

#[test]
fn terraform_fmt_has_nothing_to_add_to_squeezed_layout() {
    let Some(terraform) = terraform() else { return };
    let squeezed = |(name, text): (String, String)| {
        let text = layout(&squeeze_blank_lines(&text));
        assert_eq!(squeeze_blank_lines(&text), text, "{name}");
        Case { name, expected: text.clone(), text }
    };
    let cases: Vec<_> = versions().into_iter().map(squeezed).collect();
    compare(&terraform, &cases);
}

/// All texts to compare with their names.
fn versions() -> Vec<(String, String)> {
    let corpus = tf_files(&folder("corpus/layout"));
    let golden = tf_files(&folder("golden"));
    let corpus = corpus.iter().flat_map(|file| versions_of(file, MANGLED_VERSIONS_OF_CORPUS));
    let golden = golden.iter().flat_map(|file| versions_of(file, MANGLED_VERSIONS_OF_GOLDEN));
    corpus.chain(golden).collect()
}

fn versions_of(file: &Path, mangled: u64) -> Vec<(String, String)> {
    let text = fs::read_to_string(file).expect("fixture is readable");
    let name = file.strip_prefix(folder("")).expect("fixture is below the package").display();
    let version = |seed| (format!("{name} mangled {seed}"), mangle(&text, seed));
    let mangled: Vec<_> = (1..=mangled).map(version).collect();
    [(name.to_string(), text)].into_iter().chain(mangled).collect()
}

/// Runs `terraform fmt` once over all cases and shows where it disagrees.
fn compare(terraform: &Path, cases: &[Case]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |case: &Case| folder.path().join(case.name.replace(['/', ' '], "_") + ".tf");
    for case in cases {
        fs::write(file(case), &case.text).expect("temporary folder is writable");
    }
    terraform_fmt(terraform, folder.path());

    let formatted = |case| fs::read_to_string(file(case)).expect("terraform fmt keeps files");
    let differences: Vec<_> =
        cases.iter().filter_map(|case| difference(case, &formatted(case))).collect();
    let shown = &differences[..differences.len().min(SHOWN_DIFFERENCES)];
    assert!(shown.is_empty(), "{} of {}:\n{}", differences.len(), cases.len(), shown.join("\n"));
}

fn terraform_fmt(terraform: &Path, folder: &Path) {
    let output = Command::new(terraform)
        .args(["fmt", "-recursive", "-list=false", "-no-color"])
        .current_dir(folder)
        .env_remove("TF_CLI_CONFIG_FILE")
        .env("CHECKPOINT_DISABLE", "1")
        .output()
        .expect("terraform starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "terraform fmt refuses a version:\n{errors}");
}

fn difference(case: &Case, formatted: &str) -> Option<String> {
    if case.expected == formatted {
        return None;
    }
    let (theirs, ours) = (visible(formatted), visible(&case.expected));
    let diff = TextDiff::from_lines(&theirs, &ours);
    let diff = diff.unified_diff().header("terraform fmt", "layout").to_string();
    Some(format!("{}\n{diff}", case.name))
}

/// With the blanks a terminal hides.
fn visible(text: &str) -> String {
    text.replace('\t', "→").replace('\r', "␍").replace(" \n", "·\n")
}
