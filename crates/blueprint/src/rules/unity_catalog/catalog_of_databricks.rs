use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "catalog-of-databricks",
    explanation: include_str!("catalog_of_databricks.md"),
    found: Found::Checking(check),
};

/// Every metastore has them.
const THEIRS: [&str; 3] = ["__databricks_internal", "samples", "system"];

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let catalogs = workspace.catalogs.iter().filter(|catalog| catalog.create);
        for catalog in catalogs.filter(|catalog| THEIRS.contains(&catalog.name.as_str())) {
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
}
