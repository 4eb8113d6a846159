use std::collections::BTreeSet;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::same_account::{Use, repeats};
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::Group;
use crate::source::Span;
use crate::values::{GroupName, Principal, Provision, Uuid};

pub(super) const RULE: Rule = Rule {
    name: "conflicting-principal-definitions",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("conflicting_principal_definitions.md"),
    found: Found::Checking(check),
};

/// What is said of a group or service principal.
#[derive(Clone, Copy)]
enum Said<'a> {
    Group(&'a Group),
    ServicePrincipal(&'a Provision<Uuid>),
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let groups = arch.workspaces.iter().flat_map(|workspace| {
        let groups = workspace.identity.written_groups.iter();
        groups.map(move |(name, it)| {
            let value = (name.as_str(), Said::Group(&it.value), it.span);
            ((true, name.as_str()), Use { workspace, value })
        })
    });
    let principals = arch.workspaces.iter().flat_map(|workspace| {
        let principals = workspace.identity.written_service_principals.iter();
        principals.map(move |(name, it)| {
            let value = (name.as_str(), Said::ServicePrincipal(&it.value), it.span);
            ((false, name.as_str()), Use { workspace, value })
        })
    });
    for (first, again) in repeats(groups.chain(principals)) {
        let ((name, one, first), (_, other, span)) = (first.value, again.value);
        if !same(one, other) {
            report(name, span, first, diags);
        }
    }
}

fn same(one: Said, other: Said) -> bool {
    match (one, other) {
        (Said::Group(one), Said::Group(other)) => created(one) == created(other),
        (Said::ServicePrincipal(one), Said::ServicePrincipal(other)) => one == other,
        _ => false,
    }
}

/// What is said of a group, wherever it stands.
#[derive(PartialEq)]
struct Created<'a> {
    members: BTreeSet<&'a Principal>,
    account_admin: bool,
    renamed_from: Option<&'a GroupName>,
    external_id: Option<&'a Uuid>,
}

/// None if it is there already.
fn created(group: &Group) -> Option<Created<'_>> {
    match group {
        Group::Existing => None,
        Group::Create { members, account_admin, renamed_from, external_id } => Some(Created {
            members: members.iter().map(|member| &member.value).collect(),
            account_admin: *account_admin,
            renamed_from: renamed_from.as_ref().map(|old| &old.value),
            external_id: external_id.as_ref().map(|id| &id.value),
        }),
    }
}

fn report(name: &str, span: Span, first: Span, diags: &mut Diagnostics) {
    let message = format!("two workspaces say different things of `{name}`");
    let label = Label::new(span, "the account has one of this name");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("say it once, at the top level of the blueprint");
    diags.report(with_first(diagnostic, first));
}
