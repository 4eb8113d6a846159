use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::data_access::Mode;

pub(super) const RULE: Rule = Rule {
    name: "unity-catalog-access-to-legacy-metastore",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("unity_catalog_access_to_legacy_metastore.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let (access, metastore) = (&workspace.data_access, &workspace.metastore);
    if *access.mode != Mode::UnityCatalog || metastore.is_unity_catalog() {
        return;
    }
    let message = "Unity Catalog grants access only to tables in its own metastore";
    let label = Label::at(&access.mode, "access by Unity Catalog");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&metastore.mode, "the metastore is another one"))
        .help("write `mode = \"instance-profiles\"`, or remove the key");
    diags.report(diagnostic);
}
