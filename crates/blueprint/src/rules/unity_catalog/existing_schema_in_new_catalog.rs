use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "existing-schema-in-new-catalog",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("existing_schema_in_new_catalog.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    for catalog in workspace.catalogs.iter().filter(|catalog| catalog.is_created()) {
        if workspace.has_lost(&format!("catalogs.{}", catalog.name)) {
            continue;
        }
        for schema in catalog.schemas.iter().filter(|schema| *schema.existing) {
            let message = format!("a catalog that is created has no schema `{}`", schema.name);
            let label = Label::at(&schema.existing, "it cannot be there already");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .context(Label::new(catalog.header, "this catalog is created"))
                .help("remove `existing`, or write it for the catalog");
            diags.report(diagnostic);
        }
    }
}
