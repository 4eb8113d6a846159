//! A `depends_on` that says what a reference in the same block already orders.

use super::module::{Mode, Module};
use super::reference::{Reference, Target};
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    let references = &module.references.all;
    // A data source with `depends_on` is not read while what it names is to change.
    let data_sources = module.resources.iter().filter(|(address, _)| address.mode == Mode::Data);
    let read_later: Vec<_> = data_sources.map(|(_, resource)| resource.owner).collect();
    for explicit in references.iter().filter(|it| it.in_depends_on && orders(it)) {
        let implied = references.iter().any(|other| {
            !other.in_depends_on && other.owner == explicit.owner && other.target == explicit.target
        });
        if implied && !read_later.contains(&explicit.owner) {
            let target = explicit.target;
            report.at(explicit.place, format!("`{target}` is already ordered by a reference"));
        }
    }
}

/// A reference to an output of a module waits for that output only, `depends_on` for all of it.
fn orders(explicit: &Reference) -> bool {
    matches!(explicit.target, Target::Resource(_))
}
