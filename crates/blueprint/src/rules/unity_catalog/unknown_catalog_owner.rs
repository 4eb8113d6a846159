use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::nearest::nearest;
use crate::rules::same_account::same_account;
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::Catalog;
use crate::sourced::Sourced;
use crate::values::Name;

pub(super) const RULE: Rule = Rule {
    name: "unknown-catalog-owner",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("unknown_catalog_owner.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for catalog in &workspace.catalogs {
            if let Some(from) = catalog.from() {
                check_owner(arch, workspace, catalog, from, diags);
            }
        }
    }
}

fn check_owner(
    arch: &Architecture,
    workspace: &Workspace,
    catalog: &Catalog,
    from: &Sourced<Name>,
    diags: &mut Diagnostics,
) {
    let label = |text: String| Label::at(from, text);
    let Some(owner) = arch.workspace(from.as_str()) else {
        let keys = arch.workspaces.iter().map(|workspace| workspace.key.as_str());
        let help = match nearest(from.as_str(), keys) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a catalog of another blueprint is written `existing = true`".to_owned(),
        };
        let label = label("a key of `[workspaces]` belongs here".to_owned());
        let message = format!("there is no workspace `{}`", **from);
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
        return;
    };
    let name = &catalog.name;
    let diagnostic = if owner.key == workspace.key {
        let message = format!("`{}` would have its catalog from itself", owner.key);
        Diagnostic::error(RULE.name, message, label("the workspace itself".to_owned()))
            .help("remove `from` where the catalog is created")
    } else if *owner.region != *workspace.region {
        let message = format!("a catalog of `{}` is not seen from another region", *owner.region);
        Diagnostic::error(RULE.name, message, label(format!("in `{}`", *owner.region)))
            .context(Label::at(&workspace.region, "this workspace's region"))
            .help("name a workspace of this region")
    } else if !same_account(owner, workspace) {
        let message = "a catalog of another Databricks account is not seen".to_owned();
        Diagnostic::error(RULE.name, message, label("in another account".to_owned()))
            .help("name a workspace of this account")
    } else if !creates(owner, catalog) {
        let message = format!("`{}` does not create a catalog `{name}`", owner.key);
        let help =
            format!("add `[workspaces.{}.catalogs.{name}]`, or write `existing = true`", owner.key);
        Diagnostic::error(RULE.name, message, label("not there".to_owned())).help(help)
    } else {
        return;
    };
    diags.report(diagnostic);
}

/// Or may, for all that could be read.
fn creates(owner: &Workspace, catalog: &Catalog) -> bool {
    let own = |it: &&Catalog| it.is_created() && it.name == catalog.name;
    owner.has_lost("catalogs") || owner.catalogs.iter().any(|it| own(&it))
}
