use super::alike::{groups, with_first};
use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sourced::Entry;
use crate::values::ZoneId;

pub(crate) const RULE: Rule = Rule {
    name: "two-subnets-in-one-zone",
    explanation: include_str!("two_subnets_in_one_zone.md"),
    found: Found::Reading,
};

pub(crate) fn check(zones: &[Entry<ZoneId>], diags: &mut Diagnostics) {
    for (zone, places) in groups(zones.iter().map(|zone| (&zone.value, zone.span))) {
        for again in &places[1..] {
            let message = format!("`{zone}` is listed twice");
            let label = Label::new(*again, "Databricks takes one subnet in each zone");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("write another zone, or remove this one");
            diags.report(with_first(diagnostic, places[0]));
        }
    }
}
