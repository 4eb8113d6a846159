use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sourced::Sourced;
use crate::values::Region;

pub(crate) const RULE: Rule = Rule {
    name: "govcloud-shard-missing",
    explanation: include_str!("govcloud_shard_missing.md"),
    found: Found::Reading,
};

pub(crate) fn report(region: &Sourced<Region>, diags: &mut Diagnostics) {
    let message = format!("Databricks runs two services in `{}`", **region);
    let label = Label::at(region, "which of them, can never be changed");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("add `govcloud-shard = \"civilian\"`, or `\"dod\"`");
    diags.report(diagnostic);
}
