use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "databricks-catalog-created",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("databricks_catalog_created.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let catalogs = workspace.catalogs.iter().filter(|catalog| catalog.is_created());
    for catalog in catalogs.filter(|catalog| catalog.is_databricks_own()) {
        let name = &catalog.name;
        if workspace.has_lost(&format!("catalogs.{name}")) {
            continue;
        }
        let message = format!("catalog `{name}` is Databricks' own");
        let label = Label::new(catalog.header, "this would create it");
        let help = "write `existing = true`, or give yours another name";
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
