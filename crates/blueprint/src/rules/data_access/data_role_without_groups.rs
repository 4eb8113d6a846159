use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "data-role-without-groups",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("data_role_without_groups.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let access = &workspace.data_access;
    // By SAML, the identity provider says who takes which.
    if !access.is_by_scim() {
        return;
    }
    for role in access.roles.iter().filter(|role| role.groups().is_empty()) {
        if workspace.has_lost(&format!("data-access.roles.{}", role.key)) {
            continue;
        }
        let message = format!("nobody may use data role `{}`", role.key);
        let text = "it has no group";
        let label = match &role.written_groups {
            Some(groups) => Label::at(groups, text),
            None => Label::new(role.header, text),
        };
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("write `groups = [\"<group>\"]`, with a group that `[access]` admits");
        diags.report(diagnostic);
    }
}
