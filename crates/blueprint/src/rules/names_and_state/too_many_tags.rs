use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "too-many-tags",
    explanation: include_str!("too_many_tags.md"),
    found: Found::Checking(check),
};

/// Of AWS's 50, `Name` is ours, and Databricks gives what it launches four more.
const ROOM: usize = 45;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        // The one that stands last in the text.
        let last = workspace.tags.values().max_by_key(|tag| tag.span());
        let Some(last) = last.filter(|_| workspace.tags.len() > ROOM) else { continue };
        let message = format!("{} tags, and room for {ROOM}", workspace.tags.len());
        let label = Label::at(last, "AWS takes 50 on a resource, five of them are not yours");
        diags.report(Diagnostic::error(RULE.name, message, label));
    }
}
