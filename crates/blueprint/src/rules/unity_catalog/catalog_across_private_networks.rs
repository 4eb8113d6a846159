use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "catalog-across-private-networks",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("catalog_across_private_networks.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for catalog in &workspace.catalogs {
            let Some(from) = catalog.from() else { continue };
            let Some(owner) = arch.workspace(from.as_str()) else { continue };
            if !owner.network.is_private() && !workspace.network.is_private() {
                continue;
            }
            let message = format!("catalog `{}` cannot be taken from here", catalog.name);
            let label =
                Label::at(from, "letting another workspace see it is a request to this one");
            let private = if owner.network.is_private() { owner } else { workspace };
            let link = private.network.private_link.as_ref().expect("public access is off there");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .context(Label::at(&link.public_access, "which not everybody reaches"))
                .help("give the catalog `isolation = \"open\"`, which every workspace of its region sees");
            diags.report(diagnostic);
        }
    }
}
