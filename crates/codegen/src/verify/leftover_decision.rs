//! A decision that was taken before the code was written, and still stands in it.
//!
//! Whether a thing exists is known when it is generated: no `count`, no `[0]`, and no `dynamic` but one over
//! what differs from caller to caller, such as the zones of a network.

use hcl_edit::Span;
use hcl_edit::structure::{Block, Body};

use super::module::{Module, Place};
use super::report::Report;
use super::schema::Schemas;

pub(super) fn check(module: &Module, _: &Schemas, report: &mut Report) {
    let resources = module.resources.values().map(|resource| (resource.body, resource.place));
    let providers = module.providers.values().map(|provider| (provider.body, provider.place));
    for (body, place) in resources.chain(providers) {
        dynamic(module, body, place, report);
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

fn dynamic(module: &Module, body: &Body, place: Place, report: &mut Report) {
    for block in body.blocks() {
        if block.has_ident("dynamic") && !reads_a_name(module, block, place) {
            report.at(place.of(block), "`dynamic` leaves open which blocks there are");
        }
        dynamic(module, &block.body, place, report);
    }
}

/// Whether what a `dynamic` block goes through is more than constants.
fn reads_a_name(module: &Module, dynamic: &Block, Place { file, .. }: Place) -> bool {
    let for_each = dynamic.body.get_attribute("for_each");
    let Some(span) = for_each.and_then(|it| it.value.span()) else { return false };
    let stands_in_it = |place: Place| place.file == file && span.contains(&place.offset);
    module.references.all.iter().any(|reference| stands_in_it(reference.place))
}
