//! An argument or block that the provider does not have.

use super::module::Place;
use super::report::Report;
use super::schema::settable;
use super::suggestion::did_you_mean;
use super::written::{Level, Written};

pub(super) fn check(written: &Written, report: &mut Report) {
    for argument in written.arguments() {
        unknown(written, "argument", argument.key.as_str(), written.place.of(argument), report);
    }
    for block in &written.blocks {
        if written.level == Level::Resource && matches!(block.name, "provisioner" | "connection") {
            report.at(block.place, format!("no plan shows what a `{}` does", block.name));
        } else {
            unknown(written, "block", block.name, block.place, report);
        }
    }
}

fn unknown(written: &Written, what: &str, name: &str, place: Place, report: &mut Report) {
    let schema = written.schema;
    if schema.attributes.contains_key(name) || schema.blocks.contains_key(name) {
        return;
    }
    let settable = schema.attributes.iter().filter(|(_, attribute)| settable(attribute));
    let known = settable.map(|(name, _)| name).chain(schema.blocks.keys()).map(AsRef::as_ref);
    let suggestion = did_you_mean(name, known);
    report.at(place, format!("{} has no {what} `{name}`{suggestion}", written.name));
}
