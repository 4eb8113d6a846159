//! A resource, argument or block that the provider will remove.

use super::report::Report;
use super::written::{Level, Written};

pub(super) fn check(written: &Written, report: &mut Report) {
    if written.schema.deprecated && written.level != Level::Nested {
        report.at(written.place, format!("{} is deprecated", written.name));
    }
    for argument in written.arguments() {
        let name = argument.key.as_str();
        if written.schema.attributes.get(name).is_some_and(|attribute| attribute.deprecated) {
            let message = format!("`{name}` of {} is deprecated", written.name);
            report.at(written.place.of(argument), message);
        }
    }
    for block in &written.blocks {
        if written.schema.blocks.get(block.name).is_some_and(|nested| nested.block.deprecated) {
            let message = format!("block `{}` of {} is deprecated", block.name, written.name);
            report.at(block.place, message);
        }
    }
}
