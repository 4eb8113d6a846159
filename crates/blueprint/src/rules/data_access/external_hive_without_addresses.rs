use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "external-hive-without-addresses",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("external_hive_without_addresses.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for metastore in arch.workspaces.iter().map(|workspace| &workspace.metastore) {
        let Some(hive) = &metastore.external_hive else { continue };
        if !hive.addresses.is_empty() {
            continue;
        }
        let message = "an external Hive metastore needs the IP ranges of its database";
        let label = Label::at(&hive.addresses, "the list is empty");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&metastore.mode, "the metastore is an external Hive metastore"))
            .help("write the ranges: `addresses = [\"10.50.0.0/24\"]`");
        diags.report(diagnostic);
    }
}
