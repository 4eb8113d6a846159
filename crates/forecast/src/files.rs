//! The files of a tree.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use codegen::{RelativePath, Text, Tree};

use crate::hcl::{is_configuration, is_values};

/// By path inside the tree, with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct Files<'a> {
    pub texts: BTreeMap<&'a str, Arc<str>>,
    /// Folders that are stacks; the empty one is the tree's own.
    pub stacks: BTreeSet<&'a str>,
}

/// The files of a folder that Terraform reads, by their names.
pub(crate) type Folder<'a> = Vec<(&'a str, &'a Arc<str>)>;

impl<'a> Files<'a> {
    /// Of two trees, without stacks that are the same in both: thousands, often, and none of them forecast.
    pub fn of(before: &'a Tree, after: &'a Tree) -> (Self, Self) {
        let same = same_stacks(before, after);
        (Self::besides(before, &same), Self::besides(after, &same))
    }

    pub fn whole(tree: &'a Tree) -> Self {
        Self::besides(tree, &BTreeSet::new())
    }

    fn besides(tree: &'a Tree, left_out: &BTreeSet<&str>) -> Self {
        let texts = tree.texts().iter();
        let texts = texts.filter(|(path, _)| !left_out.contains(path.parent()));
        let stacks = tree.stacks().keys().map(String::as_str);
        Self {
            texts: texts_of(texts),
            stacks: stacks.filter(|it| !left_out.contains(it)).collect(),
        }
    }

    pub(crate) fn in_folder(&self, folder: &str) -> Folder<'_> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = (Bound::Included(&*prefix), Bound::Unbounded);
        let mut files = Vec::new();
        for (path, text) in self.texts.range::<str, _>(from) {
            let Some(name) = path.strip_prefix(&*prefix) else { break };
            if !name.contains('/') && (is_configuration(name) || is_values(name)) {
                files.push((name, text));
            }
        }
        files
    }
}

/// Those that Terraform reads. What many stacks have in common is put together once.
pub fn texts_of<'a>(
    files: impl Iterator<Item = (&'a RelativePath, &'a Text)>,
) -> BTreeMap<&'a str, Arc<str>> {
    let mut shared: HashMap<*const (), Arc<str>> = HashMap::new();
    let mut written = |text: &Text| match text.shared() {
        Some(form) => shared.entry(form).or_insert_with(|| text.to_string().into()).clone(),
        None => text.to_string().into(),
    };
    let files = files.map(|(path, text)| (path.as_str(), text));
    let read = files.filter(|(path, _)| is_configuration(path) || is_values(path));
    read.map(|(path, text)| (path, written(text))).collect()
}

/// Stacks whose own files are the same. None if a module's are not, because any stack may call it.
fn same_stacks<'a>(before: &'a Tree, after: &'a Tree) -> BTreeSet<&'a str> {
    let stacks = before.stacks().keys().filter(|stack| after.stacks().contains_key(*stack));
    let mut same: BTreeSet<&str> = stacks.map(String::as_str).collect();
    let is_read = |path: &RelativePath| {
        let path = path.as_str();
        is_configuration(path) || is_values(path)
    };
    let all = before.texts().keys().chain(after.texts().keys());
    for path in all.filter(|path| is_read(path)) {
        let (old, new) = (before.texts().get(path), after.texts().get(path));
        if old == new {
            continue;
        }
        let is_of_stack = same.remove(path.parent())
            || before.stacks().contains_key(path.parent())
            || after.stacks().contains_key(path.parent());
        if !is_of_stack && old.is_some() && new.is_some() {
            return BTreeSet::new();
        }
    }
    same
}
