//! An output read of a module that does not have it.

use super::link::{Links, Node};
use super::module_output::{Read, reads};
use super::report::Report;
use super::schema::Schemas;
use super::suggestion::did_you_mean;

pub(super) fn check(node: &Node, links: &Links, _: &Schemas, report: &mut Report) {
    for (reference, callee, read) in reads(node) {
        let outputs = &links.nodes[callee].module.outputs;
        if let Read::Output(name) = read
            && !outputs.contains_key(name)
        {
            let suggestion = did_you_mean(name, outputs.keys().copied());
            let message = format!("`{}` has no output `{name}`{suggestion}", reference.target);
            report.at(reference.place, message);
        }
    }
}
