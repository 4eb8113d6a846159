use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::values::Provision;

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
        let Some(before) = before.filter(|_| metastore.is_unity_catalog()) else { continue };
        let (is_same, keep) = match before {
            Provision::Create => (metastore.is_created(), "\"create\"".to_owned()),
            Provision::Existing(id) => {
                (metastore.existing() == Some(id), format!("{{ existing = \"{id}\" }}"))
            }
        };
        if is_same {
            continue;
        }
        let message = format!("`{}` has a metastore, which it would lose", *workspace.name);
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
