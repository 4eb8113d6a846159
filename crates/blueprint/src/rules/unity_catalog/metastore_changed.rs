use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::sections::metastore::WhichMetastore;
use crate::values::Name;

pub(super) const RULE: Rule = Rule {
    name: "metastore-changed",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("metastore_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.metastore.as_ref());
        let metastore = &workspace.metastore;
        let Some(before) = before.filter(|_| workspace.has_metastore()) else { continue };
        let name = &*workspace.name;
        let (message, keep) = match (before, &*metastore.provision) {
            (before, now) if before == now => continue,
            // It may be the same one.
            (WhichMetastore::Automatic, WhichMetastore::Existing(_)) => continue,
            (WhichMetastore::Automatic, _) => {
                let message = format!("Databricks has assigned a metastore to `{name}`");
                (message, "\"automatic\"".to_owned())
            }
            (WhichMetastore::Create, _) => (loses(name), "\"create\"".to_owned()),
            (WhichMetastore::Existing(id), _) => {
                (loses(name), format!("{{ existing = \"{id}\" }}"))
            }
        };
        let label = Label::at(&metastore.provision, "another metastore");
        let help = unless_fact_never_applied(
            &format!("write `metastore.provision = {keep}`"),
            "the metastore was never applied",
            workspace,
            "metastore",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}

fn loses(name: &Name) -> String {
    format!("`{name}` has a metastore, which it would lose")
}
