use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::same_account::same_account;
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::Group;

pub(super) const RULE: Rule = Rule {
    name: "shared-objects-in-several-accounts",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("shared_objects_in_several_accounts.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    if arch.account.is_none() {
        return;
    }
    let Some(created) = arch.workspaces.iter().find_map(created) else { return };
    for (index, workspace) in arch.workspaces.iter().enumerate() {
        let earlier = &arch.workspaces[..index];
        let Some(other) = earlier.iter().find(|it| !same_account(it, workspace)) else { continue };
        let message = "what is created in the account would be in one of two accounts only";
        let diagnostic = Diagnostic::error(RULE.name, message, place(workspace, other))
            .context(place(other, workspace))
            .context(created.clone())
            .help("write one blueprint for each account");
        diags.report(diagnostic);
    }
}

/// What says that a workspace is not in the account of another one.
fn place(workspace: &Workspace, other: &Workspace) -> Label {
    let text = format!("the account of `{}`", *workspace.name);
    match &workspace.databricks_account_id {
        Some(id) if workspace.partition.name == other.partition.name => Label::at(id, text),
        _ => Label::at(&workspace.region, text),
    }
}

/// Something that a workspace wants of the account's stack.
fn created(workspace: &Workspace) -> Option<Label> {
    let identity = &workspace.identity;
    let groups = identity.written_groups.values();
    let mut groups = groups.filter(|it| matches!(it.value, Group::Create { .. })).map(|it| it.span);
    let principals = identity.written_service_principals.values();
    let mut principals = principals.filter(|it| it.value.existing().is_none()).map(|it| it.span);
    let mut users = identity.users.iter().flat_map(|users| users.iter().map(|user| user.span));
    let metastore = &workspace.metastore;
    let metastore = metastore.is_created().then(|| metastore.provision.span());
    let span = groups.next().or(principals.next()).or(users.next()).or(metastore)?;
    Some(Label::new(span, "created once, for all workspaces"))
}
