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
    let message = "nothing would be granted: the metastore is not Unity Catalog's";
    let label = Label::at(&access.mode, "by what Unity Catalog grants");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&metastore.mode, "the tables' metadata is here"))
        .help("write `mode = \"instance-profiles\"`, or remove the key");
    diags.report(diagnostic);
}
