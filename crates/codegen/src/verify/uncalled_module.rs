//! A module that nothing calls.

use super::Finding;
use super::link::Links;
use super::report::path;

pub(super) fn check(links: &Links) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (folder, node) in &links.node_of {
        let module = links.nodes[*node].module;
        if !module.is_root && !links.called.contains(folder) {
            findings.push(Finding {
                path: path(folder, module.files[0].name),
                line: 1,
                message: "nothing calls this module".to_owned(),
            });
        }
    }
    findings
}
