use super::written_grants::written_grants;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::grants::takes;

pub(super) const RULE: Rule = Rule {
    name: "inapplicable-privilege",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("inapplicable_privilege.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (on, written) in arch.workspaces.iter().flat_map(written_grants) {
        for grant in written.values() {
            for word in grant.value.out_of_place(on) {
                let message = format!("`{word}` cannot be granted on the {on}");
                let label = Label::new(grant.span, "granted here");
                let all: Vec<_> = takes(on).map(|word| format!("`{word}`")).collect();
                let diagnostic = Diagnostic::error(RULE.name, message, label)
                    .help(format!("what can be is {}", all.join(", ")));
                diags.report(diagnostic);
            }
        }
    }
}
