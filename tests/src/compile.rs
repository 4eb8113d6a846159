//! Blueprints to trees, as the command line would, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use blueprint::{Architecture, Diagnostics, Past, Pins, Source, parse, resolve};
use codegen::{Catalog, RelativePath, Tree};

use crate::folder;

/// The templates in the binary, compiled once.
pub static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::embedded().expect("a unit test loads the catalog"));

/// Names of the rules that a blueprint breaks, errors only.
pub type Refusal = BTreeSet<&'static str>;

/// What is to be built, or the rules against it. Acceptances hold, whatever the day.
pub fn architecture(text: &str, pins: &Pins) -> Result<Architecture, Refusal> {
    let source = Source { path: "blueprint.toml".to_owned(), text: text.to_owned() };
    let mut diags = Diagnostics::default();
    let blueprint = parse(&source, &mut diags);
    let past = Past { pins: pins.clone(), ..Past::default() };
    resolve(blueprint, &past, None, &mut diags).map_err(|_| {
        let errors = diags.iter().filter(|found| found.severity == blueprint::Severity::Error);
        errors.map(|found| found.rule).collect()
    })
}

/// Fails on a mistake in a template: no blueprint may lead to one.
#[track_caller]
pub fn tree(arch: &Architecture, blueprint: &str) -> Tree {
    codegen::generate(arch, blueprint, &CATALOG).unwrap_or_else(|bugs| {
        let bugs: Vec<_> = bugs.iter().map(ToString::to_string).collect();
        panic!("{blueprint} reaches mistakes in templates:\n{}", bugs.join("\n"))
    })
}

pub type Files = BTreeMap<RelativePath, String>;

/// Writes files below a folder.
pub fn write(files: &Files, folder: &std::path::Path) {
    for (path, text) in files {
        let path = folder.join(path.as_str());
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folder is ours");
        fs::write(path, text).expect("folder is ours");
    }
}

/// A blueprint of `blueprints/`.
pub struct Example {
    /// Its file name without `.toml`.
    pub name: String,
    pub text: String,
}

impl Example {
    pub fn file_name(&self) -> String {
        format!("{}.toml", self.name)
    }

    #[track_caller]
    pub fn architecture(&self) -> Architecture {
        architecture(&self.text, &Pins::default())
            .unwrap_or_else(|rules| panic!("blueprints/{}.toml breaks {rules:?}", self.name))
    }

    #[track_caller]
    pub fn tree(&self) -> Tree {
        tree(&self.architecture(), &self.file_name())
    }
}

/// Every blueprint of `blueprints/`, by name.
pub fn examples() -> Vec<Example> {
    let entries = fs::read_dir(folder("../blueprints")).expect("blueprints/ is there");
    let mut paths: Vec<_> =
        entries.map(|entry| entry.expect("folder is readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let example = |path: std::path::PathBuf| Example {
        name: path.file_stem().expect("it has a name").to_string_lossy().into_owned(),
        text: fs::read_to_string(&path).expect("blueprint is readable"),
    };
    paths.into_iter().map(example).collect()
}
