//! A call whose source is not a module of the tree.

use super::link::{Links, Node, resolve};
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(node: &Node, links: &Links, _: &Schemas, report: &mut Report) {
    for (name, call) in &node.module.calls {
        let Some(source) = &call.source else {
            report.at(call.place, format!("module `{name}` has no source"));
            continue;
        };
        if let Some(&callee) = node.callees.get(name) {
            if links.nodes[callee].module.is_root {
                report.at(source.place, format!("`{}` is a stack, not a module", source.path));
            }
            continue;
        }
        let message = match resolve(node.folder, source.path) {
            Some(folder) if links.node_of.contains_key(folder.as_str()) => {
                format!("`{}` leads back here", source.path)
            }
            _ => format!("there is no module `{}`", source.path),
        };
        report.at(source.place, message);
    }
}
