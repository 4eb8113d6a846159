use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "instance-profile-without-groups",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("instance_profile_without_groups.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let access = &workspace.data_access;
    for profile in access.profiles.iter().filter(|profile| profile.groups().is_empty()) {
        if workspace.has_lost(&format!("data-access.profiles.{}", profile.key)) {
            continue;
        }
        let message = format!("nobody may use instance profile `{}`", profile.key);
        let text = "it has no group";
        let label = match &profile.written_groups {
            Some(groups) => Label::at(groups, text),
            None => Label::new(profile.header, text),
        };
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("write `groups = [\"<group>\"]`, with a group that `[access]` admits");
        diags.report(diagnostic);
    }
}
