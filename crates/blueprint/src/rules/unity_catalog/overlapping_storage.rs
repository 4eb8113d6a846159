use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::source::Span;
use crate::values::{FolderPath, Name};

pub(super) const RULE: Rule = Rule {
    name: "overlapping-storage",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("overlapping_storage.md"),
    found: Found::PerWorkspace(check),
};

/// The folder that a catalog's tables or a volume's files lie in.
struct Place<'a> {
    bucket: &'a Name,
    folder: &'a str,
    what: String,
    span: Span,
}

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let mut places = catalogs(workspace);
    for (bucket, path, place) in volumes(workspace) {
        let overlaps = |other: &&Place| other.bucket == bucket && path.overlaps(other.folder);
        if let Some(other) = places.iter().find(overlaps) {
            report(&place, other, diags);
        }
        places.push(place);
    }
}

fn catalogs(workspace: &Workspace) -> Vec<Place<'_>> {
    let catalogs = workspace.catalogs.iter().filter_map(|catalog| {
        let (bucket, folder) = (&**catalog.storage()?, catalog.name.as_str());
        let what = format!("catalog `{folder}`");
        Some(Place { bucket, folder, what, span: catalog.header })
    });
    catalogs.collect()
}

fn volumes(workspace: &Workspace) -> Vec<(&Name, &FolderPath, Place<'_>)> {
    let schemas = workspace.catalogs.iter().flat_map(|catalog| &catalog.schemas);
    let mut volumes: Vec<_> = schemas
        .flat_map(|schema| &schema.volumes)
        .filter_map(|volume| {
            let (bucket, path) = (volume.bucket.as_deref()?, volume.path.as_ref()?);
            let what = format!("volume `{}`", volume.name);
            let place = Place { bucket, folder: path.as_str(), what, span: path.span() };
            Some((bucket, &**path, place))
        })
        .collect();
    volumes.sort_by_key(|(_, _, place)| place.span);
    volumes
}

fn report(place: &Place, other: &Place, diags: &mut Diagnostics) {
    let message = format!("{} and {} overlap in a bucket", other.what, place.what);
    let text = format!("lies in, or around, the folder `{}`", other.folder);
    let diagnostic = Diagnostic::error(RULE.name, message, Label::new(place.span, text))
        .context(Label::new(other.span, format!("has the folder `{}`", other.folder)))
        .help("choose a folder beside it");
    diags.report(diagnostic);
}
