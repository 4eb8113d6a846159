use std::collections::BTreeSet;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::{Group, WrittenGroups};
use crate::source::Span;
use crate::sourced::Entry;
use crate::values::{GroupName, Principal};

pub(super) const RULE: Rule = Rule {
    name: "circular-group-membership",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("circular_group_membership.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for groups in arch.workspaces.iter().map(|workspace| &workspace.identity.written_groups) {
        for name in groups.keys() {
            let mut seen = BTreeSet::new();
            if let Some(way) = way_back(groups, name, name, &mut seen) {
                report(name, &way, diags);
            }
        }
    }
}

/// The members over which `from` contains `to`, the last first. Only groups that come after `to` are
/// followed: so each circle is found at one of its groups.
fn way_back<'a>(
    groups: &'a WrittenGroups,
    from: &'a GroupName,
    to: &GroupName,
    seen: &mut BTreeSet<&'a GroupName>,
) -> Option<Vec<(&'a Principal, Span)>> {
    for Entry { value: member, span, .. } in members(groups, from) {
        if member.as_str() == to.as_str() {
            return Some(vec![(member, *span)]);
        }
        let next = groups.keys().find(|name| name.as_str() == member.as_str());
        let Some(next) = next.filter(|next| *next > to && seen.insert(next)) else { continue };
        if let Some(mut way) = way_back(groups, next, to, seen) {
            way.push((member, *span));
            return Some(way);
        }
    }
    None
}

fn members<'a>(groups: &'a WrittenGroups, name: &GroupName) -> &'a [Entry<Principal>] {
    match groups.get(name).map(|group| &group.value) {
        Some(Group::Create { members, .. }) => members,
        _ => &[],
    }
}

fn report(name: &GroupName, way: &[(&Principal, Span)], diags: &mut Diagnostics) {
    let Some(((_, last), others)) = way.split_first() else { return };
    let message = format!("group `{name}` contains itself");
    let mut diagnostic =
        Diagnostic::error(RULE.name, message, Label::new(*last, "here")).help("remove this member");
    for (member, span) in others.iter().rev() {
        diagnostic = diagnostic.context(Label::new(*span, format!("by way of `{member}`")));
    }
    diags.report(diagnostic);
}
