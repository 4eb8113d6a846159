use super::receivers::receivers;
use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::PrincipalKind;
use crate::values::ACCOUNT_USERS;

pub(super) const RULE: Rule = Rule {
    name: "role-receiver-not-a-group",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("role_receiver_not_a_group.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    for entry in receivers(workspace).flat_map(|groups| groups.iter()) {
        let is = match workspace.identity.kind(&entry.value) {
            Some(PrincipalKind::User) => "a user",
            Some(PrincipalKind::ServicePrincipal) => "a service principal",
            _ if entry.value.as_str() == ACCOUNT_USERS => "everybody in the account",
            _ => continue,
        };
        let message = format!("`{}` is {is}, not a group", entry.value);
        let label = Label::new(entry.span, "AWS roles are given to groups");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("name a group of `[groups]`, of which it may be the only member");
        diags.report(diagnostic);
    }
}
