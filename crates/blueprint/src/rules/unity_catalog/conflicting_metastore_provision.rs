use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::same_account::{Use, repeats};
use crate::rules::{Area, Found, Rule};
use crate::sections::metastore::WhichMetastore;

pub(super) const RULE: Rule = Rule {
    name: "conflicting-metastore-provision",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("conflicting_metastore_provision.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let attached = arch.workspaces.iter().filter(|workspace| workspace.has_metastore());
    let decided = attached.map(|workspace| {
        let value = &workspace.metastore.provision;
        (*workspace.region, Use { workspace, value })
    });
    for (first, again) in repeats(decided) {
        if agree(first.value, again.value) {
            continue;
        }
        let region = *again.workspace.region;
        let message = format!("which metastore `{region}` has is decided twice");
        let label = Label::at(again.value, "this workspace");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("write `provision` once, under `[metastore]` of the top level");
        diags.report(with_first(diagnostic, first.value.span()));
    }
}

/// What Databricks assigns by itself may be the one that is there.
fn agree(one: &WhichMetastore, other: &WhichMetastore) -> bool {
    let is_there = |which: &WhichMetastore| !matches!(which, WhichMetastore::Create);
    let is_automatic = |which: &WhichMetastore| matches!(which, WhichMetastore::Automatic);
    let may_be_one = is_automatic(one) || is_automatic(other);
    one == other || (may_be_one && is_there(one) && is_there(other))
}
