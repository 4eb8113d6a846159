use crate::architecture::{Architecture, names};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::with_first;
use crate::rules::same_account::{Use, repeats, same_aws_account};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-external-location-name",
    level: Severity::Error,
    area: Area::UnityCatalog,
    explanation: include_str!("duplicate_external_location_name.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let named = arch.workspaces.iter().flat_map(|workspace| {
        let kept = workspace.buckets.iter().filter(|bucket| bucket.is_in_unity_catalog());
        kept.map(move |bucket| {
            let name = names::external_location(workspace, &bucket.key);
            ((*workspace.region, name), Use { workspace, value: bucket })
        })
    });
    for (first, again) in repeats(named) {
        // In one AWS account their roles have one name too, and workspaces of one name are refused for that.
        let have_one_name = *first.workspace.name == *again.workspace.name;
        if same_aws_account(first.workspace, again.workspace) || have_one_name {
            continue;
        }
        let name = names::external_location(again.workspace, &again.value.key);
        let message = format!("two external locations would be called `{name}`");
        let at = format!("names are unique in the metastore of `{}`", *again.workspace.region);
        let diagnostic =
            Diagnostic::error(RULE.name, message, Label::new(again.value.header(), at))
                .help("give one of the buckets another key");
        diags.report(with_first(diagnostic, first.value.header()));
    }
}
