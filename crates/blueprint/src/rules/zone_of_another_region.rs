use super::{Found, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::sourced::{Entry, Sourced};
use crate::values::{Region, ZoneId};

pub(crate) const RULE: Rule = Rule {
    name: "zone-of-another-region",
    explanation: include_str!("zone_of_another_region.md"),
    found: Found::Reading,
};

pub(crate) fn check(zones: &[Entry<ZoneId>], region: &Sourced<Region>, diags: &mut Diagnostics) {
    let known = region.zone_ids();
    for Entry { value: zone, span, .. } in zones {
        if known.iter().any(|id| id == zone.as_str()) {
            continue;
        }
        let message = format!("`{}` has no zone `{zone}`", **region);
        let label = Label::new(*span, format!("its zones are {}", known.join(", ")));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(region, "the region"))
            .help("write zones of this region, or how many: `zones = 3`");
        diags.report(diagnostic);
    }
}
