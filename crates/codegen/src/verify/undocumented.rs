//! A variable or output that does not say what it is, or a variable of any type.

use hcl_edit::structure::Body;

use super::module::{Module, Place};
use super::report::Report;
use super::schema::Schemas;
use super::variable_type::NotAType;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    for (name, variable) in &module.variables {
        describe(&format!("variable `{name}`"), variable.body, variable.place, report);
        match &variable.constraint {
            None => report.at(variable.place, format!("variable `{name}` has no type")),
            Some(Err(NotAType { offset, message })) => {
                let place = Place { file: variable.place.file, offset: *offset };
                report.at(place, message);
            }
            Some(Ok(_)) => {}
        }
    }
    for (name, output) in &module.outputs {
        describe(&format!("output `{name}`"), output.body, output.place, report);
    }
}

fn describe(what: &str, body: &Body, place: Place, report: &mut Report) {
    let description = body.get_attribute("description").map(|description| &description.value);
    if description.is_none_or(|it| it.as_str().is_some_and(|text| text.trim().is_empty())) {
        report.at(place, format!("{what} has no description"));
    }
}
