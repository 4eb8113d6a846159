use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "instance-profile-without-groups",
    explanation: include_str!("instance_profile_without_groups.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let access = &workspace.data_access;
        for profile in access.profiles.iter().filter(|profile| profile.groups.is_empty()) {
            if workspace.has_lost(&format!("data-access.profiles.{}", profile.key)) {
                continue;
            }
            let message = format!("nobody may use instance profile `{}`", profile.key);
            let text = "no group is given it";
            let label = match &profile.written_groups {
                Some(groups) => Label::at(groups, text),
                None => Label::new(profile.header, text),
            };
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("write `groups = [\"<group>\"]`, of those that `[access]` lets in");
            diags.report(diagnostic);
        }
    }
}
