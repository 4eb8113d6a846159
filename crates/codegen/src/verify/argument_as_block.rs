//! An argument written as a block, or a block written as an argument, where it cannot be.

use super::report::Report;
use super::written::Written;

pub(super) fn check(written: &Written, report: &mut Report) {
    let schema = written.schema;
    for argument in written.arguments() {
        let name = argument.key.as_str();
        if !schema.blocks.contains_key(name) || schema.attributes.contains_key(name) {
            continue;
        }
        let message = format!("`{name}` is a block of {}: write `{name} {{`", written.name);
        report.at(written.place.of(argument), message);
    }
    for block in &written.blocks {
        let name = block.name;
        if !schema.attributes.contains_key(name) || schema.blocks.contains_key(name) {
            continue;
        }
        let message = format!("`{name}` is an argument of {}: write `{name} =`", written.name);
        report.at(block.place, message);
    }
}
