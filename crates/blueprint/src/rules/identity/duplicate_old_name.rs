use std::collections::BTreeMap;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::{Area, Found, Rule};

use super::renamed::renamed;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-old-name",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("duplicate_old_name.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for (name, old) in renamed(arch) {
        let (first, span) = *seen.entry(&old.value).or_insert((name, old.span));
        if first != name {
            let message = format!("`{first}` and `{name}` are both renamed from `{}`", old.value);
            let label = Label::new(old.span, "one group has one new name");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("delete `renamed-from` of the group that is new");
            diags.report(with_first(diagnostic, span));
        }
    }
}
