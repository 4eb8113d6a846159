use std::collections::BTreeSet;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::made::Made;
use crate::nearest::nearest;
use crate::rules::{Area, Found, Rule};
use crate::sourced::Entry;
use crate::values::GroupName;

use super::renamed::renamed;

pub(super) const RULE: Rule = Rule {
    name: "unknown-old-name",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("unknown_old_name.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let previous = &arch.previously;
    // An older lock does not say, and of a new deployment everything is created.
    if previous.made.is_empty() {
        return;
    }
    let made = groups(previous.made.values());
    let forgotten = groups(previous.forgotten.values());
    let known: BTreeSet<_> = previous.renames().map(|it| it.from.as_str()).collect();
    for (name, old) in renamed(arch) {
        if forgotten.contains(&old.value) {
            diags.report(is_forgotten(name, old));
        } else if !made.contains(&old.value) && !known.contains(old.value.as_str()) {
            diags.report(is_unknown(name, old, &made));
        }
    }
}

fn groups<'a>(made: impl Iterator<Item = &'a BTreeSet<Made>>) -> BTreeSet<&'a GroupName> {
    let group = |thing: &'a Made| match thing {
        Made::Group(name) => Some(name),
        _ => None,
    };
    made.flatten().filter_map(group).collect()
}

fn is_forgotten(name: &GroupName, old: &Entry<GroupName>) -> Diagnostic {
    let old_name = &old.value;
    let message = format!("Terraform does not manage the group `{old_name}` any more");
    let label = Label::new(old.span, "it was forgotten, because the blueprint said that it exists");
    Diagnostic::error(RULE.name, message, label).help(format!(
        "rename the group where it is managed, and write `{name} = \"existing\"` under `[groups]`"
    ))
}

fn is_unknown(name: &GroupName, old: &Entry<GroupName>, made: &BTreeSet<&GroupName>) -> Diagnostic {
    let old_name = &old.value;
    let message = format!("no run made a group `{old_name}`");
    let label = Label::new(old.span, format!("`{name}` would be created, not renamed"));
    let help = match nearest(old_name.as_str(), made.iter().map(|it| it.as_str())) {
        Some(near) if near != name.as_str() => format!("did you mean `{near}`?"),
        _ => "delete `renamed-from`: the group is new".to_owned(),
    };
    Diagnostic::error(RULE.name, message, label).help(help)
}
