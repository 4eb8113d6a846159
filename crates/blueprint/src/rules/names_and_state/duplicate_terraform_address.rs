use std::collections::BTreeSet;

use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::groups;
use crate::rules::{Area, Found, Rule};
use crate::sections::catalogs::Catalog;
use crate::sections::identity::Group;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-terraform-address",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("duplicate_terraform_address.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    check_members(arch, diags);
    for workspace in &arch.workspaces {
        for (label, mut places) in groups(workspace.catalogs.iter().flat_map(labels)) {
            places.sort();
            let Some((first, others)) = places.split_first() else { continue };
            for other in others {
                let message = format!("`{label}` would be two things in Terraform");
                let diagnostic =
                    Diagnostic::error(RULE.name, message, Label::new(*other, "this one"))
                        .context(Label::new(*first, "and this one"))
                        .help("give one a name that does not hold `__`");
                diags.report(diagnostic);
            }
        }
    }
}

/// Of a catalog and all in it: what templates call it, and its header.
fn labels(catalog: &Catalog) -> Vec<(&str, Span)> {
    let mut labels = vec![(&*catalog.label, catalog.header)];
    for schema in &catalog.schemas {
        labels.push((&schema.label, schema.header));
        labels.extend(schema.volumes.iter().map(|volume| (&*volume.label, volume.header)));
    }
    labels
}

/// A membership is called as group and member are, with a `/` between them.
fn check_members(arch: &Architecture, diags: &mut Diagnostics) {
    let written = arch.workspaces.iter().flat_map(|it| &it.identity.written_groups);
    let mut members = BTreeSet::new();
    for (group, written) in written {
        if let Group::Create { members: all, .. } = &written.value {
            members.extend(
                all.iter().map(|it| (format!("{group}/{}", it.value), group, written.span)),
            );
        }
    }
    let labels = members.into_iter().map(|(label, group, span)| (label, (group, span)));
    for (label, mut uses) in groups(labels) {
        uses.dedup_by_key(|(group, _)| *group);
        let [(_, first), .., (_, last)] = uses.as_slice() else { continue };
        let message = format!("`{label}` would be two memberships in Terraform");
        let diagnostic = Diagnostic::error(RULE.name, message, Label::new(*last, "this one"))
            .context(Label::new(*first, "and this one"))
            .help("give one of the groups a name that does not hold `/`");
        diags.report(diagnostic);
    }
}
