use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "too-many-tags",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("too_many_tags.md"),
    found: Found::PerWorkspace(check),
};

/// Of AWS's 50, `Name` is ours, and Databricks gives what it launches four more.
const ROOM: usize = 45;

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    // The one that stands last in the text.
    let last = workspace.tags.values().max_by_key(|tag| tag.span());
    let Some(last) = last.filter(|_| workspace.tags.len() > ROOM) else { return };
    let message = format!("{} tags, and room for {ROOM}", workspace.tags.len());
    let label = Label::at(last, "AWS takes 50 on a resource, five of them are not yours");
    diags.report(Diagnostic::error(RULE.name, message, label));
}
