//! An argument set that only the provider can set.

use super::report::Report;
use super::schema::settable;
use super::written::Written;

pub(super) fn check(written: &Written, report: &mut Report) {
    for argument in written.arguments() {
        let name = argument.key.as_str();
        if written.schema.attributes.get(name).is_some_and(|attribute| !settable(attribute)) {
            let message = format!("`{name}` of {} is read-only", written.name);
            report.at(written.place.of(argument), message);
        }
    }
}
