use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Label};
use crate::reading::Reading;
use crate::sourced::{Entry, Sourced};
use crate::values::{GovcloudShard, Region};

pub(crate) const RULE: Rule = Rule {
    name: "govcloud-shard-missing",
    explanation: include_str!("govcloud_shard_missing.md"),
    found: Found::Reading,
};

pub(crate) fn check(
    region: &Sourced<Region>,
    shard: Option<&Entry<GovcloudShard>>,
    reading: &mut Reading,
) {
    if !region.is_govcloud() || shard.is_some() || reading.is_unreadable("govcloud-shard") {
        return;
    }
    let message = format!("Databricks runs two services in `{}`", **region);
    let label = Label::at(region, "which of them, can never be changed");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .help("add `govcloud-shard = \"civilian\"`, or `\"dod\"`");
    reading.diags.report(diagnostic);
}
