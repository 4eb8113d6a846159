use std::collections::BTreeSet;

use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::source::Span;
use crate::sourced::Origin;

pub(super) const RULE: Rule = Rule {
    name: "legacy-metastore",
    level: Severity::Warning,
    area: Area::DataAccess,
    explanation: include_str!("legacy_metastore.md"),
    found: Found::Checking(check),
};

/// Once for each place that decides it.
fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let places: BTreeSet<Span> = arch.workspaces.iter().filter_map(written).collect();
    for place in places {
        let label = Label::new(place, "governed by nothing that Unity Catalog grants");
        let diagnostic = Diagnostic::warning(RULE.name, "the metastore is legacy", label).help(
            "write `mode = \"unity-catalog\"` without `legacy-access`, or accept it with a reason",
        );
        diags.report(diagnostic);
    }
}

fn written(workspace: &Workspace) -> Option<Span> {
    let metastore = &workspace.metastore;
    let (origin, place) = if metastore.is_unity_catalog() {
        (metastore.legacy_access.origin(), metastore.own_hive()?)
    } else {
        (metastore.mode.origin(), metastore.mode.span())
    };
    matches!(origin, Origin::Written(_) | Origin::Inherited(_)).then_some(place)
}
