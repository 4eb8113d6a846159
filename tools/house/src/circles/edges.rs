//! Which file needs which, and by what path it says so.

use std::collections::BTreeMap;

use super::modules::Tree;
use super::resolve;

/// By file: the files it needs, each with the first path that names something there.
pub(super) type Edges = BTreeMap<String, BTreeMap<String, String>>;

pub(super) fn of(tree: &Tree) -> Edges {
    let mut edges = Edges::new();
    for (id, module) in tree.modules.iter().enumerate() {
        let needed = edges.entry(module.file.clone()).or_default();
        let named =
            module.paths.iter().map(|path| (path.join("::"), resolve::defining(tree, id, path)));
        let all = module
            .globs
            .iter()
            .map(|path| (format!("{}::*", path.join("::")), resolve::defining_all(tree, id, path)));
        for (path, defining) in named.chain(all) {
            for file in defining.into_iter().map(|other| &tree.modules[other].file) {
                if *file != module.file {
                    needed.entry(file.clone()).or_insert_with(|| path.clone());
                }
            }
        }
    }
    edges
}
