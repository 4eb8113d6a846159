use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::same_account::{Use, repeats};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "bucket-in-two-external-locations",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("bucket_in_two_external_locations.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let kept = arch.workspaces.iter().flat_map(|workspace| {
        let kept = workspace.buckets.iter().filter(|bucket| bucket.is_in_unity_catalog());
        let existing = kept.filter_map(|bucket| bucket.existing.as_ref());
        existing.map(move |value| (&**value, Use { workspace, value }))
    });
    for (first, again) in repeats(kept) {
        let message = format!("bucket `{}` would be two external locations", **again.value);
        let label = Label::at(
            again.value,
            format!("of `{}` and of `{}`", *first.workspace.name, *again.workspace.name),
        );
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("keep catalogs, volumes and grants of one bucket in one workspace");
        diags.report(with_first(diagnostic, first.value.span()));
    }
}
