//! An output of a module that no caller reads. Those of stacks are for people.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::link::{Links, NodeId};
use super::module_output::{Read, reads};
use super::report::Report;

pub(super) fn check(links: &Links) -> Vec<Finding> {
    let unread = unread(links);
    let findings = unread.into_iter().flat_map(|(callee, outputs)| {
        let node = &links.nodes[callee];
        let mut report = Report::new(node.folder, node.module);
        for output in outputs {
            let place = node.module.outputs[output].place;
            report.at(place, format!("output `{output}` is not used"));
        }
        report.findings
    });
    findings.collect()
}

fn unread<'a>(links: &Links<'a>) -> BTreeMap<NodeId, BTreeSet<&'a str>> {
    let callees = links.nodes.iter().flat_map(|node| node.callees.values());
    let outputs = |callee: NodeId| links.nodes[callee].module.outputs.keys().copied().collect();
    let mut unread: BTreeMap<_, BTreeSet<_>> =
        callees.map(|&callee| (callee, outputs(callee))).collect();
    for (_, callee, read) in links.nodes.iter().flat_map(reads) {
        let outputs = unread.entry(callee).or_default();
        match read {
            Read::Output(name) => drop(outputs.remove(name)),
            Read::Module => outputs.clear(),
        }
    }
    unread
}
