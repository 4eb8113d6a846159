use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "existing-schema-in-new-catalog",
    explanation: include_str!("existing_schema_in_new_catalog.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for catalog in workspace.catalogs.iter().filter(|catalog| catalog.create) {
            if workspace.has_lost(&format!("catalogs.{}", catalog.name)) {
                continue;
            }
            for schema in catalog.schemas.iter().filter(|schema| schema.existing) {
                let message = format!("a catalog that is created has no schema `{}`", schema.name);
                let label = Label::at(&schema.is_existing, "it cannot be there already");
                let diagnostic = Diagnostic::error(RULE.name, message, label)
                    .context(Label::new(catalog.header, "this catalog is created"))
                    .help("remove `existing`, or write it for the catalog");
                diags.report(diagnostic);
            }
        }
    }
}
