use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::nearest::nearest;
use crate::rules::data_access::receivers::receivers;
use crate::rules::same_account::same_account;
use crate::rules::unity_catalog::written_grants::written_grants;
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::Group;
use crate::source::Span;
use crate::values::{ACCOUNT_USERS, GroupName, Principal};

pub(super) const RULE: Rule = Rule {
    name: "unknown-principal",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("unknown_principal.md"),
    found: Found::Checking(check),
};

/// Where somebody is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Grant,
    Member,
    Access,
    /// Of a profile or data role.
    Receiver,
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        if workspace.has_lost("groups") || workspace.has_lost("service-principals") {
            continue;
        }
        for (place, principal, span) in named(workspace) {
            if principal.as_str() == ACCOUNT_USERS {
                everybody(place, span, diags);
            } else if workspace.identity.kind(principal).is_none() {
                report(arch, workspace, principal, span, diags);
            }
        }
    }
}

fn named(workspace: &Workspace) -> Vec<(Place, &Principal, Span)> {
    let mut named = Vec::new();
    for (_, written) in written_grants(workspace) {
        named.extend(written.iter().map(|(who, grant)| (Place::Grant, who, grant.span)));
    }
    for group in workspace.identity.written_groups.values() {
        if let Group::Create { members, .. } = &group.value {
            named.extend(members.iter().map(|who| (Place::Member, &who.value, who.span)));
        }
    }
    named.extend(workspace.access.iter().map(|(who, it)| (Place::Access, who, it.span)));
    for groups in receivers(workspace) {
        named.extend(groups.iter().map(|who| (Place::Receiver, &who.value, who.span)));
    }
    named
}

/// Unity Catalog alone knows the group of everybody.
fn everybody(place: Place, span: Span, diags: &mut Diagnostics) {
    // Of a receiver, another rule says that it is no group of the account's.
    if matches!(place, Place::Grant | Place::Receiver) {
        return;
    }
    let message = format!("`{ACCOUNT_USERS}` is nobody that a group or workspace could take in");
    let label = Label::new(span, "only grants name it");
    let help = "name a group of `[groups]`, or users one by one";
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}

fn report(
    arch: &Architecture,
    workspace: &Workspace,
    principal: &Principal,
    span: Span,
    diags: &mut Diagnostics,
) {
    let name = principal.as_str();
    let message = format!("there is no group or service principal `{name}`");
    let label = Label::new(span, "neither `[groups]` nor `[service-principals]` has it");
    let elsewhere = arch
        .workspaces
        .iter()
        .find(|other| same_account(other, workspace) && other.identity.kind(principal).is_some());
    let mut renamed = workspace.identity.renamed();
    let renamed = renamed.find(|(_, old)| old.value.as_str() == name).map(|(new, _)| new);
    let help = match nearest(name, workspace.identity.known()) {
        _ if let Some(new) = renamed => format!("the group is `{new}` now: write that here"),
        _ if elsewhere.is_some() => {
            "move it from the other workspace's table to the top level: the account has it"
                .to_owned()
        }
        _ if name.eq_ignore_ascii_case(ACCOUNT_USERS) => format!("everybody is `{ACCOUNT_USERS}`"),
        Some(near) => format!("did you mean `{near}`?"),
        None if GroupName::parse(name).is_err() => {
            format!("name a group of the account; in grants, `{ACCOUNT_USERS}` is everybody")
        }
        None => {
            format!("write `{} = \"existing\"` under `[groups]`, or an e-mail address", key(name))
        }
    };
    diags.report(Diagnostic::error(RULE.name, message, label).help(help));
}

/// As TOML writes a key.
fn key(name: &str) -> String {
    let is_bare = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if is_bare { name.to_owned() } else { toml::Value::from(name).to_string() }
}
