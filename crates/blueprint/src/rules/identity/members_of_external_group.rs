use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::Group;

pub(super) const RULE: Rule = Rule {
    name: "members-of-external-group",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("members_of_external_group.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (name, group) in arch.workspaces.iter().flat_map(|it| &it.identity.written_groups) {
        let Group::Create { members, external_id: Some(id), .. } = &group.value else { continue };
        let Some(member) = members.first() else { continue };
        let message = format!("who is in `{name}` is said twice");
        let label = Label::new(member.span, "a member that the blueprint gives");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::new(id.span, "Entra ID says who its members are"))
            .help("delete `members`, or delete `external-id` for a group of the blueprint's own");
        diags.report(diagnostic);
    }
}
