use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};
use crate::sections::data_access::Mode;

pub(super) const RULE: Rule = Rule {
    name: "unity-catalog-access-to-another-metastore",
    explanation: include_str!("unity_catalog_access_to_another_metastore.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let (access, metastore) = (&workspace.data_access, &workspace.metastore);
        if *access.mode != Mode::UnityCatalog || metastore.unity_catalog {
            continue;
        }
        let message = "nothing would be granted: the metastore is not Unity Catalog's";
        let label = Label::at(&access.mode, "by what Unity Catalog grants");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&metastore.mode, "the tables' metadata is here"))
            .help("write `mode = \"instance-profiles\"`, or remove the key");
        diags.report(diagnostic);
    }
}
