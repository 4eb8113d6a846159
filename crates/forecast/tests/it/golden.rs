//! The trees of all examples.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use forecast::{Action, Files, forecast};

/// An example's files by path, with the modules that it calls.
pub(crate) struct Golden {
    pub(crate) name: String,
    pub(crate) texts: BTreeMap<String, String>,
}

impl Golden {
    pub(crate) fn files(&self) -> Files<'_> {
        let texts = self.texts.iter();
        let roots = self.texts.keys().filter_map(|path| path.strip_suffix("versions.tf"));
        let stacks = roots.filter(|folder| !folder.starts_with("modules/"));
        Files {
            texts: texts.map(|(path, text)| (path.as_str(), text.as_str().into())).collect(),
            stacks: stacks.map(|folder| folder.trim_end_matches('/')).collect(),
        }
    }
}

pub(crate) fn golden() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let mut modules = BTreeMap::new();
    read(&folder.join("modules"), "modules/", &mut modules);
    let mut examples: Vec<_> = entries(&folder.join("stacks"));
    examples.sort();
    let example = |path: PathBuf| {
        let mut texts = BTreeMap::new();
        read(&path, "", &mut texts);
        let all: String = texts.values().map(String::as_str).collect();
        let is_called = |path: &str| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            all.contains(&format!("{folder}\""))
        };
        let called = modules.iter().filter(|(path, _)| is_called(path));
        texts.extend(called.map(|(path, text)| (path.clone(), text.clone())));
        Golden { name: path.file_name().unwrap().to_string_lossy().into_owned(), texts }
    };
    examples.into_iter().map(example).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn read(folder: &Path, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for path in entries(folder) {
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), texts);
        } else {
            texts.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_example_is_evaluated_completely() {
    for example in golden() {
        let forecast = forecast(&Files::default(), &example.files());
        assert!(!forecast.stacks.is_empty(), "{}", example.name);
        for stack in &forecast.stacks {
            assert_eq!(stack.unevaluated, [], "{}", example.name);
            assert!(stack.changes.iter().all(|it| it.action == Action::Create));
            assert!(stack.changes.iter().all(|it| !it.address.contains("[*]")));
        }
    }
}

/// A description is nothing to Terraform's plan, and makes every stack differ.
#[test]
fn a_tree_that_says_the_same_in_other_words_changes_nothing() {
    for example in golden() {
        let mut other = example.texts.clone();
        for text in other.values_mut() {
            *text = text.replace("description = \"", "description = \"That is: ");
            *text += "\n# more\n";
        }
        // Descriptions of resources are arguments.
        for (path, text) in &mut other {
            if !path.ends_with("variables.tf") && !path.ends_with("outputs.tf") {
                text.clone_from(&example.texts[path]);
            }
        }
        let other = Golden { name: example.name.clone(), texts: other };
        let forecast = forecast(&example.files(), &other.files());
        assert_eq!(forecast.stacks, [], "{}", example.name);
        assert!(!forecast.lines.is_empty(), "{}", example.name);
    }
}
