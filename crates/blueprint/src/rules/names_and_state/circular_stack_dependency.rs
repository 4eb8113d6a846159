use std::collections::BTreeSet;

use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "circular-stack-dependency",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("circular_stack_dependency.md"),
    found: Found::Checking(check),
};

/// A circle of VPCs alone is another rule's: here at least one catalog is in it.
fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for catalog in &workspace.catalogs {
            let Some(from) = catalog.from() else { continue };
            let is_owner = |it: &&Workspace| it.key != workspace.key && it.key == from.as_str();
            let Some(owner) = arch.workspaces.iter().find(is_owner) else { continue };
            if !reaches(owner, &workspace.key, arch, &mut BTreeSet::new()) {
                continue;
            }
            let message =
                format!("`{}` and `{}` would each wait for the other", workspace.key, **from);
            let label = Label::at(from, "the other's stack is applied first");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("let the catalog belong to the workspace that is applied first");
            diags.report(diagnostic);
        }
    }
}

/// Whether the stack of `key` is applied before that of a workspace.
fn reaches(from: &Workspace, key: &str, arch: &Architecture, seen: &mut BTreeSet<String>) -> bool {
    if !seen.insert(from.key.clone()) {
        return false;
    }
    let before = arch.stack(&from.key).into_iter().flat_map(|stack| &stack.after);
    before.into_iter().any(|before| {
        before == key || arch.workspace(before).is_some_and(|next| reaches(next, key, arch, seen))
    })
}
