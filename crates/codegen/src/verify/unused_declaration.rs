//! A variable, local or data source that nothing reads.

use super::module::{Mode, Module, Owner};
use super::reference::Target;
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    for (name, variable) in &module.variables {
        if !used(module, Target::Variable(name), variable.owner) {
            report.at(variable.place, format!("variable `{name}` is not used"));
        }
    }
    for (name, local) in &module.locals {
        if !used(module, Target::Local(name), local.owner) {
            report.at(local.place, format!("local `{name}` is not used"));
        }
    }
    for (address, resource) in &module.resources {
        let target = Target::Resource(*address);
        if address.mode == Mode::Data && !used(module, target, resource.owner) {
            report.at(resource.place, format!("data source `{address}` is not used"));
        }
    }
}

/// Whether anything but the declaration itself refers to it: a variable's own validation does not
/// count.
fn used(module: &Module, target: Target, owner: Owner) -> bool {
    module.references.all.iter().any(|it| it.target == target && it.owner != owner)
}
