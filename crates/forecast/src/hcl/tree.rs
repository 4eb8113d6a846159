//! The modules of a tree, by folder.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::Declared;
use super::module::Module;
use super::parse::Bodies;

/// Folders with the same texts are one module.
pub(crate) struct Tree<'a> {
    folders: BTreeMap<&'a str, usize>,
    modules: Vec<Module<'a>>,
}

impl<'a> Tree<'a> {
    /// Of files by path, all of which are in `bodies`.
    pub(crate) fn new(
        files: impl Iterator<Item = (&'a str, &'a str)>,
        bodies: &'a Bodies<'a>,
    ) -> Self {
        let mut texts: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (path, text) in files {
            let (folder, name) = split(path);
            texts.entry(folder).or_default().push((name, text));
        }
        let (mut known, mut folders, mut modules) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (folder, files) in texts {
            let index = *known.entry(files).or_insert_with_key(|files| {
                modules.push(module(files, bodies));
                modules.len() - 1
            });
            folders.insert(folder, index);
        }
        Self { folders, modules }
    }

    pub(crate) fn module(&self, folder: &str) -> Option<&Module<'a>> {
        self.folders.get(folder).map(|index| &self.modules[*index])
    }

    /// Every resource and data source of every module.
    pub(crate) fn declared(&self) -> impl Iterator<Item = Declared<'a>> {
        self.modules.iter().flat_map(|module| module.resources.keys().copied())
    }

    /// The folder to which a call leads, and its module; none if it leads out of the tree.
    pub(crate) fn callee(&self, caller: &str, source: &str) -> Option<(&'a str, &Module<'a>)> {
        let folder = resolve(caller, source)?;
        let (folder, index) = self.folders.get_key_value(folder.as_str())?;
        Some((folder, &self.modules[*index]))
    }

    /// A folder and all that it calls.
    pub(crate) fn reachable(&self, folder: &'a str) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![folder];
        while let Some(folder) = open.pop() {
            if !seen.insert(folder) {
                continue;
            }
            let calls = self.module(folder).into_iter().flat_map(|module| module.calls.values());
            let callees = calls.filter_map(|call| self.callee(folder, call.source?));
            open.extend(callees.map(|(folder, _)| folder));
        }
        seen
    }
}

fn module<'a>(files: &[(&str, &'a str)], bodies: &'a Bodies<'a>) -> Module<'a> {
    let mut module = Module::default();
    for (name, text) in files {
        match bodies.get(text) {
            Some(Ok(body)) => module.declare(body),
            Some(Err(why)) => module.unreadable.push(((*name).to_owned(), why.clone())),
            None => {}
        }
    }
    module
}

/// Whether Terraform reads the file as a part of a module.
pub(crate) fn is_configuration(path: &str) -> bool {
    path.ends_with(".tf")
}

/// Whether Terraform reads the file as values of a stack's variables.
pub(crate) fn is_values(path: &str) -> bool {
    path.ends_with(".auto.tfvars") || split(path).1 == "terraform.tfvars"
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn resolve(caller: &str, source: &str) -> Option<String> {
    if !source.starts_with("./") && !source.starts_with("../") {
        return None;
    }
    let mut path: Vec<&str> = caller.split('/').filter(|part| !part.is_empty()).collect();
    for part in source.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()?),
            part => path.push(part),
        }
    }
    Some(path.join("/"))
}
