//! A literal that Terraform cannot convert to the argument's type.

use super::literal::{Misfit, misfits};
use super::module::Place;
use super::report::Report;
use super::written::Written;

pub(super) fn check(written: &Written, report: &mut Report) {
    for argument in written.arguments() {
        let name = argument.key.as_str();
        let Some(attribute) = written.schema.attributes.get(name) else { continue };
        for Misfit { offset, message } in misfits(&argument.value, &attribute.ty, name) {
            report.at(Place { file: written.place.file, offset }, message);
        }
    }
}
