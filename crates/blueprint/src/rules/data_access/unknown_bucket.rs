use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::nearest::nearest;
use crate::rules::{Area, Found, Rule};
use crate::source::Span;
use crate::values::Name;

pub(super) const RULE: Rule = Rule {
    name: "unknown-bucket",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("unknown_bucket.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    // A catalog that could not be read may have brought a bucket.
    if workspace.has_lost("buckets") || workspace.has_lost("catalogs") {
        return;
    }
    for (key, span) in named(workspace) {
        if !workspace.buckets.iter().any(|bucket| bucket.key == *key) {
            report(workspace, key, span, diags);
        }
    }
}

/// Keys of buckets, where they are written.
fn named(workspace: &Workspace) -> Vec<(&Name, Span)> {
    let mut named = Vec::new();
    for catalog in &workspace.catalogs {
        let storage = catalog.storage().filter(|storage| storage.is_written());
        named.extend(storage.map(|storage| (&**storage, storage.span())));
        let volumes = catalog.schemas.iter().flat_map(|schema| &schema.volumes);
        let buckets = volumes.filter_map(|volume| volume.bucket.as_ref());
        named.extend(buckets.map(|bucket| (&**bucket, bucket.span())));
    }
    let access = &workspace.data_access;
    let profiles = access.profiles.iter().map(|profile| &profile.buckets);
    let roles = access.roles.iter().map(|role| &role.buckets);
    for buckets in profiles.chain(roles) {
        named.extend(buckets.iter().map(|(key, entry)| (key, entry.span)));
    }
    named
}

fn report(workspace: &Workspace, key: &Name, span: Span, diags: &mut Diagnostics) {
    let message = format!("there is no bucket `{key}`");
    let label = Label::new(span, "a key of `[buckets]` belongs here");
    let known = workspace.buckets.iter().map(|bucket| bucket.key.as_str());
    let help = match nearest(key.as_str(), known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add `[buckets.{key}]`"),
    };
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}
