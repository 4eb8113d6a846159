//! Blueprints to trees, as the command line would, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use blueprint::{Architecture, Diagnostics, Pins, PreviousRun, Source, parse, resolve};
use codegen::{RelativePath, Templates, Tree, in_shares};

use crate::folder;

/// The templates in the binary, compiled once.
pub static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| Templates::embedded().expect("a unit test loads them"));

/// Names of the rules that a blueprint breaks, errors only.
pub type Refusal = BTreeSet<&'static str>;

/// What is to be built, or the rules against it. Acceptances hold, whatever the day.
pub fn architecture(text: &str, pins: &Pins) -> Result<Architecture, Refusal> {
    architecture_after(text, &PreviousRun { pins: pins.clone(), ..PreviousRun::default() })
}

/// The same, after a run that left `previous`.
pub fn architecture_after(text: &str, previous: &PreviousRun) -> Result<Architecture, Refusal> {
    let source = Source { path: "blueprint.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    resolve(blueprint, previous, None, &mut diags).map_err(|_| {
        let errors = diags.iter().filter(|found| found.severity == blueprint::Severity::Error);
        errors.map(|found| found.rule).collect()
    })
}

/// Fails on a mistake in a template: no blueprint may lead to one.
#[track_caller]
pub fn tree(arch: &Architecture, blueprint: &str) -> Tree {
    codegen::generate(arch, blueprint, &TEMPLATES).unwrap_or_else(|bugs| {
        let bugs: Vec<_> = bugs.iter().map(ToString::to_string).collect();
        panic!("{blueprint} reaches mistakes in templates:\n{}", bugs.join("\n"))
    })
}

pub type Files = BTreeMap<RelativePath, String>;

/// Writes files below a folder.
pub fn write(files: &Files, folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path.as_str());
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folder is ours");
        fs::write(path, text).expect("folder is ours");
    }
}

/// A blueprint of `blueprints/`, and what it becomes.
pub struct Example {
    /// Its file name without `.toml`.
    pub name: String,
    pub text: String,
    pub architecture: Architecture,
    pub tree: Tree,
}

impl Example {
    pub fn file_name(&self) -> String {
        format!("{}.toml", self.name)
    }
}

/// The blueprints of `blueprints/` by name, compiled once for all tests of a process.
static EXAMPLES: LazyLock<Vec<Example>> =
    LazyLock::new(|| in_shares(&paths(), 1, |paths| paths.iter().map(|path| read(path)).collect()));

pub fn examples() -> &'static [Example] {
    &EXAMPLES
}

/// The folders of `changed/` by name: what `after.toml` becomes once `before.toml` was generated.
static CHANGED: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let folders = fs::read_dir(folder("changed")).expect("changed/ is there");
    let mut folders: Vec<_> =
        folders.map(|entry| entry.expect("folder is readable").path()).collect();
    folders.sort();
    folders.iter().map(|folder| read_changed(folder)).collect()
});

pub fn changed() -> &'static [Example] {
    &CHANGED
}

fn read_changed(folder: &Path) -> Example {
    let name = folder.file_name().expect("it has a name").to_string_lossy().into_owned();
    let mut previous = PreviousRun::default();
    let mut after = |file: &str| {
        let text = fs::read_to_string(folder.join(file)).expect("blueprint is readable");
        let architecture = architecture_after(&text, &previous)
            .unwrap_or_else(|rules| panic!("{file} of {name} breaks {rules:?}"));
        previous = architecture.record();
        (text, architecture)
    };
    after("before.toml");
    let (text, architecture) = after("after.toml");
    let tree = tree(&architecture, "after.toml");
    Example { name, text, architecture, tree }
}

#[track_caller]
pub fn example(name: &str) -> &'static Example {
    let found = examples().iter().find(|example| example.name == name);
    found.unwrap_or_else(|| panic!("there is no blueprints/{name}.toml"))
}

fn paths() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder("../blueprints")).expect("blueprints/ is there");
    let mut paths: Vec<_> =
        entries.map(|entry| entry.expect("folder is readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths
}

fn read(path: &Path) -> Example {
    let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(path).expect("blueprint is readable");
    let architecture = architecture(&text, &Pins::default())
        .unwrap_or_else(|rules| panic!("blueprints/{name}.toml breaks {rules:?}"));
    let tree = tree(&architecture, &format!("{name}.toml"));
    Example { name, text, architecture, tree }
}
