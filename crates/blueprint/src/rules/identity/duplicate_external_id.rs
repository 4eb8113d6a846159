use std::collections::BTreeMap;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-external-id",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("duplicate_external_id.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    let groups = arch.workspaces.iter().flat_map(|it| it.identity.external_groups());
    for (name, id) in groups {
        let (first, span) = *seen.entry(&id.value).or_insert((name, id.span));
        if first != name {
            let message = format!("`{first}` and `{name}` are the same group of Entra ID");
            let label = Label::new(id.span, "the account has one group of this id");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("write the object id of the other group, which Entra ID shows");
            diags.report(with_first(diagnostic, span));
        }
    }
}
