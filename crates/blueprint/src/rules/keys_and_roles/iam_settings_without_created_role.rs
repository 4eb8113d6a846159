use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "iam-settings-without-created-role",
    level: Severity::Warning,
    area: Area::KeysAndRoles,
    explanation: include_str!("iam_settings_without_created_role.md"),
    found: Found::Checking(check),
};

/// An inherited key is of use if one of its workspaces has a role for it.
fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let written = |creates: bool| {
        let workspaces = arch.workspaces.iter().filter(move |it| it.creates_roles() == creates);
        workspaces.flat_map(settings)
    };
    let of_use: Vec<Span> = written(true).map(|(_, span)| span).collect();
    let mut reported = Vec::new();
    for (key, span) in written(false) {
        if of_use.contains(&span) || reported.contains(&span) {
            continue;
        }
        reported.push(span);
        let message = format!("`{key}` has no role to apply to");
        let label = Label::new(span, "no role is created here");
        diags.report(Diagnostic::warning(RULE.name, message, label).help("remove the key"));
    }
}

fn settings(workspace: &Workspace) -> impl Iterator<Item = (&'static str, Span)> {
    let iam = &workspace.iam;
    let path = iam.path.is_written().then(|| (iam.path.key(), iam.path.span()));
    let boundary = iam.permissions_boundary.as_ref().map(|it| (it.key(), it.span()));
    path.into_iter().chain(boundary)
}
