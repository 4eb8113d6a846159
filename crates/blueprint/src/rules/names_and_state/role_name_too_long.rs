use crate::architecture::{Workspace, names};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "role-name-too-long",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("role_name_too_long.md"),
    found: Found::PerWorkspace(check),
};

/// Characters of a role's name that IAM takes.
const LONGEST: usize = 64;

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let access = &workspace.data_access;
    let profiles = access.profiles.iter();
    let profiles = profiles.map(|it| (names::instance_profile(workspace, &it.key), it.header));
    let roles = access.roles.iter();
    let roles = roles.map(|it| (names::data_role(workspace, &it.key), it.header));
    // Where the role of a new bucket has too long a name, the bucket has one too.
    let kept = workspace.buckets.iter().filter(|it| it.is_in_unity_catalog() && !it.is_created());
    let storage = kept.map(|it| (names::storage_role(workspace, &it.key), it.header()));
    for (name, header) in profiles.chain(roles).chain(storage) {
        if name.len() <= LONGEST {
            continue;
        }
        let message = format!("`{name}` has {} characters", name.len());
        let label = Label::new(header, format!("the name of a role has at most {LONGEST}"));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.name, "the workspace's name comes first"))
            .help("shorten the key");
        diags.report(diagnostic);
    }
}
