//! A decision that was taken before the code was written, and still stands in it.
//!
//! Whether a thing exists is known when it is generated: no `count`, no `dynamic`, no `[0]`.

use hcl_edit::structure::Body;

use super::module::{Module, Place};
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    let resources = module.resources.values().map(|resource| (resource.body, resource.place));
    let providers = module.providers.values().map(|provider| (provider.body, provider.place));
    for (body, place) in resources.chain(providers) {
        dynamic(body, place, report);
    }
    for (file, source) in module.files.iter().enumerate() {
        let place = Place { file, offset: 0 };
        for block in source.body.blocks().filter(|block| repeatable(block.ident.as_str())) {
            if let Some(count) = block.body.get_attribute("count") {
                report.at(place.of(count), "`count` leaves open whether this exists");
            }
        }
    }
    for place in &module.references.first_elements {
        report.at(*place, "`[0]` picks from a list that could be written out");
    }
}

fn repeatable(block: &str) -> bool {
    matches!(block, "resource" | "data" | "module")
}

fn dynamic(body: &Body, place: Place, report: &mut Report) {
    for block in body.blocks() {
        if block.has_ident("dynamic") {
            report.at(place.of(block), "`dynamic` leaves open which blocks there are");
        }
        dynamic(&block.body, place, report);
    }
}
