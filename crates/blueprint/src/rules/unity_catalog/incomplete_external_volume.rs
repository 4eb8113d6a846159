use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::{Catalog, Schema, Volume};

pub(super) const RULE: Rule = Rule {
    name: "incomplete-external-volume",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("incomplete_external_volume.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    for catalog in &workspace.catalogs {
        for schema in &catalog.schemas {
            let volumes = schema.volumes.iter();
            for volume in volumes.filter(|it| !workspace.has_lost(&path(catalog, schema, it))) {
                check_volume(volume, diags);
            }
        }
    }
}

fn path(catalog: &Catalog, schema: &Schema, volume: &Volume) -> String {
    format!("catalogs.{}.schemas.{}.volumes.{}", catalog.name, schema.name, volume.name)
}

fn check_volume(volume: &Volume, diags: &mut Diagnostics) {
    let diagnostic = match (&volume.bucket, &volume.path) {
        (Some(bucket), None) => {
            let message = format!("volume `{}` would be a whole bucket", volume.name);
            Diagnostic::error(RULE.name, message, Label::at(bucket, "in which folder of it?"))
                .help(format!("add `path = \"{}\"`", volume.name))
        }
        (None, Some(path)) => {
            let message = format!("a folder for volume `{}`, but no bucket", volume.name);
            Diagnostic::error(RULE.name, message, Label::at(path, "of which bucket?"))
                .help("add `bucket`, or leave the folder to Unity Catalog")
        }
        _ => return,
    };
    diags.report(diagnostic);
}
