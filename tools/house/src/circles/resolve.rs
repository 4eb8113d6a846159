//! From a path in a module to the files that define what it names.

use std::collections::BTreeSet;

use super::modules::{Definition, Module, Tree, What};
use super::names::{Path, Reach};

/// What a path leads to.
enum Target {
    Module(usize),
    /// An item, by the module that defines it.
    Item(usize),
}

/// Imports that are being followed, by module and name: they may go round in a circle.
type Asked = BTreeSet<(usize, String, Path)>;

/// Indices of modules that define what `path` names when read in `module`. Empty: another crate's, or a module itself.
pub(super) fn defining(tree: &Tree, module: usize, path: &[String]) -> BTreeSet<usize> {
    items(walk(tree, module, path, &mut Asked::new()))
}

/// Of everything that `use path::*` brings into `module`.
pub(super) fn defining_all(tree: &Tree, module: usize, path: &[String]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for target in walk(tree, module, path, &mut Asked::new()) {
        match target {
            // Variants of an enum.
            Target::Item(at) => {
                found.insert(at);
            }
            Target::Module(of) => {
                for (name, definitions) in &tree.modules[of].names {
                    if definitions.iter().any(|d| is_visible(tree, d, of, module)) {
                        found.extend(items(lookup(tree, of, name, &mut Asked::new())));
                    }
                }
            }
        }
    }
    found
}

fn items(targets: Vec<Target>) -> BTreeSet<usize> {
    let item = |target| match target {
        Target::Item(at) => Some(at),
        Target::Module(_) => None,
    };
    targets.into_iter().filter_map(item).collect()
}

fn walk(tree: &Tree, module: usize, path: &[String], asked: &mut Asked) -> Vec<Target> {
    let Some((first, rest)) = path.split_first() else { return Vec::new() };
    let mut targets = match first.as_str() {
        "crate" => vec![Target::Module(0)],
        "self" => vec![Target::Module(module)],
        "super" => tree.modules[module].parent.map(Target::Module).into_iter().collect(),
        name => lookup(tree, module, name, asked),
    };
    for segment in rest {
        let modules = targets.iter().filter_map(|target| match target {
            Target::Module(id) => Some(*id),
            Target::Item(_) => None,
        });
        let modules: Vec<usize> = modules.collect();
        // Below an item stand variants and functions of a type: the item is named.
        if modules.is_empty() {
            break;
        }
        targets = modules
            .into_iter()
            .flat_map(|id| match segment.as_str() {
                "super" => tree.modules[id].parent.map(Target::Module).into_iter().collect(),
                name => lookup(tree, id, name, asked),
            })
            .collect();
    }
    targets
}

fn lookup(tree: &Tree, of: usize, name: &str, asked: &mut Asked) -> Vec<Target> {
    let Module { names, globs, .. } = &tree.modules[of];
    let mut targets = Vec::new();
    for Definition { what, .. } in names.get(name).into_iter().flatten() {
        match what {
            What::Module(id) => targets.push(Target::Module(*id)),
            What::Item => targets.push(Target::Item(of)),
            What::Import(path) => targets.extend(follow(tree, of, name, path, asked)),
        }
    }
    if targets.is_empty() {
        for glob in globs {
            for target in follow(tree, of, name, glob, asked) {
                if let Target::Module(id) = target {
                    targets.extend(lookup(tree, id, name, asked));
                }
            }
        }
    }
    targets
}

fn follow(tree: &Tree, of: usize, name: &str, path: &Path, asked: &mut Asked) -> Vec<Target> {
    let import = (of, name.to_owned(), path.clone());
    if !asked.insert(import.clone()) {
        return Vec::new();
    }
    let targets = walk(tree, of, path, asked);
    asked.remove(&import);
    targets
}

fn is_visible(tree: &Tree, definition: &Definition, of: usize, from: usize) -> bool {
    let mut around = Some(from);
    while let Some(id) = around {
        if id == of {
            return true;
        }
        around = tree.modules[id].parent;
    }
    definition.reach == Reach::Outside
}
