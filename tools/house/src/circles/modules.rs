//! The modules of a crate: what each defines, imports and names.

use std::collections::BTreeMap;

use anyhow::Context;
use syn::Item;

use super::names::{self, Import, Named, Path, Reach};
use crate::test_items::is_test;

/// Texts by path relative to the crate's `src`, with `/`.
pub type Sources = BTreeMap<String, String>;

/// Modules by index; the first is the root.
pub(super) struct Tree {
    pub(super) modules: Vec<Module>,
}

pub(super) struct Module {
    pub(super) file: String,
    pub(super) parent: Option<usize>,
    /// One name may be a module and a function.
    pub(super) names: BTreeMap<String, Vec<Definition>>,
    pub(super) globs: Vec<Path>,
    /// All paths in it, those of imports included.
    pub(super) paths: Vec<Path>,
}

pub(super) struct Definition {
    pub(super) what: What,
    pub(super) reach: Reach,
}

pub(super) enum What {
    Module(usize),
    Item,
    Import(Path),
}

pub(super) fn read(sources: &Sources, root: &str) -> anyhow::Result<Tree> {
    let mut tree = Tree { modules: Vec::new() };
    read_file(&mut tree, sources, root, "", None)?;
    Ok(tree)
}

/// `folder`: where files of child modules lie, empty or ending with a slash.
fn read_file(
    tree: &mut Tree,
    sources: &Sources,
    file: &str,
    folder: &str,
    parent: Option<usize>,
) -> anyhow::Result<usize> {
    let text = sources.get(file).with_context(|| format!("`{file}` is missing"))?;
    let parsed = syn::parse_file(text).with_context(|| format!("`{file}` is not Rust"))?;
    read_items(tree, sources, Place { file, folder, parent }, &parsed.items)
}

#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    folder: &'a str,
    parent: Option<usize>,
}

fn read_items(
    tree: &mut Tree,
    sources: &Sources,
    place: Place<'_>,
    items: &[Item],
) -> anyhow::Result<usize> {
    let Named { imports, globs, paths } = names::of(items);
    let id = tree.modules.len();
    let mut module = Module {
        file: place.file.to_owned(),
        parent: place.parent,
        names: BTreeMap::new(),
        globs,
        paths,
    };
    for item in items.iter().filter(|item| !is_test(item)) {
        if let Some((name, reach)) = names::defined(item) {
            module.define(name, What::Item, reach);
        }
    }
    for Import { name, path, reach } in imports {
        module.define(name, What::Import(path), reach);
    }
    tree.modules.push(module);
    for item in items.iter().filter(|item| !is_test(item)) {
        if let Item::Mod(child) = item {
            let name = child.ident.to_string();
            let folder = format!("{}{name}/", place.folder);
            let at = Place { folder: &folder, parent: Some(id), ..place };
            let child_id = match &child.content {
                Some((_, items)) => read_items(tree, sources, at, items)?,
                None => read_child(tree, sources, at, &name)?,
            };
            let reach = names::reach(&child.vis);
            tree.modules[id].define(name, What::Module(child_id), reach);
        }
    }
    Ok(id)
}

/// `x.rs`, or `x/mod.rs`.
fn read_child(
    tree: &mut Tree,
    sources: &Sources,
    at: Place<'_>,
    name: &str,
) -> anyhow::Result<usize> {
    let flat = format!("{}.rs", at.folder.trim_end_matches('/'));
    let nested = format!("{}mod.rs", at.folder);
    let file = [flat, nested].into_iter().find(|file| sources.contains_key(file));
    let file = file.with_context(|| format!("`{}`: `mod {name}` has no file", at.file))?;
    read_file(tree, sources, &file, at.folder, at.parent)
}

impl Module {
    fn define(&mut self, name: String, what: What, reach: Reach) {
        self.names.entry(name).or_default().push(Definition { what, reach });
    }
}
