//! The default of a variable that is not of the variable's type.

use super::literal::{Misfit, misfits};
use super::module::{Module, Place};
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    for (name, variable) in &module.variables {
        let default = variable.body.get_attribute("default");
        let (Some(default), Some(ty)) = (default, variable.known_type()) else { continue };
        for Misfit { offset, message } in misfits(&default.value, ty, name) {
            report.at(Place { file: variable.place.file, offset }, message);
        }
    }
}
