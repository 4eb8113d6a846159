use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::same_account::{Use, repeats};
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::Catalog;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "catalog-created-twice",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("catalog_created_twice.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    check_catalogs(arch, diags);
    check_within(arch, diags);
}

fn check_catalogs(arch: &Architecture, diags: &mut Diagnostics) {
    let named = arch.workspaces.iter().flat_map(|workspace| {
        let is_read = |name: &str| !workspace.has_lost(&format!("catalogs.{name}"));
        let catalogs = workspace.catalogs.iter();
        let catalogs = catalogs.filter(move |it| it.from().is_none() && is_read(it.name.as_str()));
        catalogs.map(move |value| ((*workspace.region, &value.name), Use { workspace, value }))
    });
    for (first, again) in repeats(named) {
        // Two may well say of one catalog that it is there.
        if !first.value.is_created() && !again.value.is_created() {
            continue;
        }
        let (first, again) = if first.value.is_created() { (first, again) } else { (again, first) };
        let (name, owner) = (&again.value.name, &first.workspace.key);
        let region = *again.workspace.region;
        let key = &again.workspace.key;
        let message = if again.value.is_created() {
            format!("`{owner}` and `{key}` both create `{name}`")
        } else {
            format!("`{owner}` creates `{name}`, which `{key}` marks as existing")
        };
        let label =
            Label::new(again.value.header, format!("catalog names are unique in `{region}`"));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help(format!("write `from = \"{owner}\"` in `[workspaces.{key}.catalogs.{name}]`"));
        diags.report(with_first(diagnostic, first.value.header));
    }
}

/// Schemas and volumes that are created in what is there already.
fn check_within(arch: &Architecture, diags: &mut Diagnostics) {
    let created = arch.workspaces.iter().flat_map(|workspace| {
        let existing = workspace.catalogs.iter().filter(|catalog| catalog.is_existing());
        existing
            .flat_map(created_in)
            .map(move |(name, span)| ((*workspace.region, name), Use { workspace, value: span }))
    });
    for (first, again) in repeats(created) {
        let (owner, key) = (&first.workspace.key, &again.workspace.key);
        let message = format!("`{owner}` and `{key}` both create this schema or volume");
        let label =
            Label::new(again.value, format!("its name is unique in `{}`", *again.workspace.region));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("create it in one of the workspaces, and write `existing = true` in the other");
        diags.report(with_first(diagnostic, first.value));
    }
}

fn created_in(catalog: &Catalog) -> Vec<(String, Span)> {
    let mut created = Vec::new();
    for schema in &catalog.schemas {
        let name = format!("{}.{}", catalog.name, schema.name);
        for volume in &schema.volumes {
            created.push((format!("{name}.{}", volume.name), volume.header));
        }
        created.extend((!*schema.existing).then_some((name, schema.header)));
    }
    created
}
