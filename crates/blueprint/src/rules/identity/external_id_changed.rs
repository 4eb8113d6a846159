use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::made::Made;
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::sections::identity::Group;
use crate::values::{GroupName, Uuid};

pub(super) const RULE: Rule = Rule {
    name: "external-id-changed",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("external_id_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        for (name, group) in &workspace.identity.written_groups {
            let Group::Create { renamed_from, external_id, .. } = &group.value else { continue };
            let old_name = renamed_from.as_ref().map_or(name, |old| &old.value);
            let Some(made) = [name, old_name].into_iter().find(|name| is_made(arch, name)) else {
                continue;
            };
            let before = external_id_of(arch, made);
            let now = external_id.as_ref().map(|id| &id.value);
            if now == before {
                continue;
            }
            let (label, keep) = match before {
                Some(id) => (
                    format!("Entra ID has had it under `{id}`"),
                    format!("write `{name} = {{ external-id = \"{id}\" }}`"),
                ),
                None => (
                    "it has been a group of the blueprint's own".to_owned(),
                    "take `external-id` away".to_owned(),
                ),
            };
            let span = external_id.as_ref().map_or(group.span, |id| id.span);
            let help = format!("{keep}, or give the new group another name");
            let message = format!("`{name}` cannot become another group");
            let diagnostic = Diagnostic::error(RULE.name, message, Label::new(span, label))
                .help(unless_never_applied(&help, workspace));
            diags.report(diagnostic);
        }
    }
}

fn is_made(arch: &Architecture, name: &GroupName) -> bool {
    let mut made = arch.previously.made.values().flatten();
    made.any(|thing| matches!(thing, Made::Group(group) if group == name))
}

/// The id with which a group was made.
fn external_id_of<'a>(arch: &'a Architecture, name: &GroupName) -> Option<&'a Uuid> {
    arch.previously.made.values().flatten().find_map(|thing| match thing {
        Made::ExternalGroup { name: of, id } if of == name => Some(id),
        _ => None,
    })
}
