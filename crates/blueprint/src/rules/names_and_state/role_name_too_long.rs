use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "role-name-too-long",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("role_name_too_long.md"),
    found: Found::PerWorkspace(check),
};

/// Characters that IAM takes, less those of what we add to tell roles apart.
const ROOM: usize = 64 - 15;

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let access = &workspace.data_access;
    let profiles = access.profiles.iter().map(|profile| (&profile.key, profile.header));
    let roles = access.roles.iter().map(|role| (&role.key, role.header));
    // Those of new buckets are shorter: S3 has less room.
    let kept = workspace.buckets.iter().filter(|it| it.is_in_unity_catalog() && !it.is_created());
    let storage = kept.map(|bucket| (&bucket.key, bucket.header()));
    for (key, header) in profiles.chain(roles).chain(storage) {
        let name = format!("{}-{key}", *workspace.name);
        if name.len() <= ROOM {
            continue;
        }
        let message = format!("`{name}` has {} characters", name.len());
        let label = Label::new(header, format!("names of roles have room for {ROOM} here"));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.name, "the workspace's name comes first"))
            .help("shorten the key");
        diags.report(diagnostic);
    }
}
