use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-without-legacy-access",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("passthrough_without_legacy_access.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let (access, metastore) = (&workspace.data_access, &workspace.metastore);
    // Of other metastores, another rule says that they need it.
    if !access.has_passthrough() || *metastore.legacy_access || !metastore.is_unity_catalog() {
        return;
    }
    let message = "passthrough is a kind of legacy access, which is off";
    let diagnostic =
        Diagnostic::error(RULE.name, message, Label::at(&access.mode, "passes Unity Catalog by"))
            .context(Label::at(&metastore.legacy_access, "off here"))
            .help("write `mode = \"unity-catalog\"`, or `metastore.legacy-access = true`");
    diags.report(diagnostic);
}
