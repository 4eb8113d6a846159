//! A name that is declared twice.

use super::module::Module;
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    for duplicate in &module.duplicates {
        report.at(duplicate.place, format!("{} is declared twice", duplicate.what));
    }
}
