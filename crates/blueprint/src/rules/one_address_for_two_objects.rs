use super::alike::groups;
use super::{Found, Rule};
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sections::catalogs::Catalog;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "one-address-for-two-objects",
    explanation: include_str!("one_address_for_two_objects.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for (label, mut places) in groups(workspace.catalogs.iter().flat_map(labels)) {
            places.sort();
            let Some((first, others)) = places.split_first() else { continue };
            for other in others {
                let message = format!("`{label}` would be two things in Terraform");
                let diagnostic =
                    Diagnostic::error(RULE.name, message, Label::new(*other, "this one"))
                        .context(Label::new(*first, "and this one"))
                        .help("give one a name that does not hold `__`");
                diags.report(diagnostic);
            }
        }
    }
}

/// Of a catalog and all in it: what templates call it, and its header.
fn labels(catalog: &Catalog) -> Vec<(&str, Span)> {
    let mut labels = vec![(catalog.name.as_str(), catalog.header)];
    for schema in &catalog.schemas {
        labels.push((&schema.label, schema.header));
        labels.extend(schema.volumes.iter().map(|volume| (&*volume.label, volume.header)));
    }
    labels
}
