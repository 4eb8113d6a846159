use std::fmt::Display;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::{groups, with_first};
use crate::rules::{Area, Found, Rule};
use crate::sourced::Entry;

pub(super) const RULE: Rule = Rule {
    name: "repeated-id",
    level: Severity::Error,
    area: Area::Form,
    explanation: include_str!("repeated_id.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for network in arch.workspaces.iter().filter_map(|w| w.network.existing()) {
        check_ids(&network.subnet_ids, diags);
        check_ids(&network.security_group_ids, diags);
    }
}

fn check_ids<T: Ord + Display>(ids: &[Entry<T>], diags: &mut Diagnostics) {
    for (id, places) in groups(ids.iter().map(|id| (&id.value, id.span))) {
        for again in &places[1..] {
            let message = format!("`{id}` is listed twice");
            let diagnostic =
                Diagnostic::error(RULE.name, message, Label::new(*again, "remove one of them"));
            diags.report(with_first(diagnostic, places[0]));
        }
    }
}
