use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::data_access::receivers::receivers;
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::PrincipalKind;
use crate::sourced::Entry;
use crate::tiers::{Feature, least};
use crate::values::{ACCOUNT_USERS, Principal};

pub(super) const RULE: Rule = Rule {
    name: "group-without-workspace-access",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("group_without_workspace_access.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| !workspace.has_lost("access")) {
        // Below it there is no access to give; a rule of its own says so.
        if *workspace.tier < least(Feature::UnityCatalog) {
            continue;
        }
        for entry in receivers(workspace).flat_map(|groups| groups.iter()) {
            if is_group(workspace, &entry.value) && !has_access(workspace, &entry.value) {
                report(entry, diags);
            }
        }
    }
}

fn is_group(workspace: &Workspace, principal: &Principal) -> bool {
    let is_own = principal.as_str() != ACCOUNT_USERS;
    is_own && workspace.identity.kind(principal) == Some(PrincipalKind::Group)
}

fn has_access(workspace: &Workspace, principal: &Principal) -> bool {
    workspace.access.contains_key(principal)
}

fn report(entry: &Entry<Principal>, diags: &mut Diagnostics) {
    let group = &entry.value;
    let message = format!("group `{group}` is not let into the workspace");
    let label = Label::new(entry.span, "a role is given to who is in the workspace");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help(format!("add `{group}` to `[access]`: `\"user\"`, or what it needs"));
    diags.report(diagnostic);
}
