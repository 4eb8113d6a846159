use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "legacy-access-off-without-unity-catalog",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("legacy_access_off_without_unity_catalog.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for metastore in arch.workspaces.iter().map(|workspace| &workspace.metastore) {
        if *metastore.legacy_access || metastore.is_unity_catalog() {
            continue;
        }
        let message = "this metastore is what legacy access is to";
        let label = Label::at(&metastore.legacy_access, "switches it off");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&metastore.mode, "the tables' metadata is here"))
            .help("remove `legacy-access`, or write `mode = \"unity-catalog\"`");
        diags.report(diagnostic);
    }
}
