use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::grants::{Securable, Written};

pub(super) const RULE: Rule = Rule {
    name: "inherited-grant-cannot-be-revoked",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("inherited_grant_cannot_be_revoked.md"),
    found: Found::Checking(check),
};

/// What somebody may do with a securable, and with what is within.
#[derive(Clone, Copy)]
struct Level<'a> {
    on: Securable,
    grants: &'a Written,
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for catalog in arch.workspaces.iter().flat_map(|workspace| &workspace.catalogs) {
        let upper = Level { on: Securable::Catalog, grants: &catalog.written_grants };
        for schema in &catalog.schemas {
            let middle = Level { on: Securable::Schema, grants: &schema.written_grants };
            check_pair(upper, middle, diags);
            for volume in &schema.volumes {
                let lower = Level { on: Securable::Volume, grants: &volume.written_grants };
                check_pair(upper, lower, diags);
                check_pair(middle, lower, diags);
            }
        }
    }
}

fn check_pair(upper: Level, lower: Level, diags: &mut Diagnostics) {
    for (principal, nothing) in lower.grants.iter().filter(|(_, grant)| grant.value.is_empty()) {
        let Some(grant) = upper.grants.get(principal) else { continue };
        if !grant.value.reaches(upper.on, lower.on) {
            continue;
        }
        let message =
            format!("`{principal}` keeps on the {} what the {} grants", lower.on, upper.on);
        let label = Label::new(nothing.span, "an empty list takes nothing back");
        let within = if upper.on == Securable::Catalog { "schemas" } else { "volumes" };
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::new(grant.span, "granted here, for everything within"))
            .help(format!("grant it on those {within} that should have it"));
        diags.report(diagnostic);
    }
}
