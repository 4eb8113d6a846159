use super::shared_vpcs::{Share, shares};
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::values::ZoneId;

pub(super) const RULE: Rule = Rule {
    name: "zone-outside-shared-vpc",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("zone_outside_shared_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, vpc } in shares(arch) {
        // Of another region, a rule of its own says so.
        let missing: Vec<_> = shared
            .zones
            .iter()
            .filter(|zone| !vpc.zones.contains(zone))
            .map(ZoneId::as_str)
            .collect();
        if missing.is_empty() || sharer.region != owner.region {
            continue;
        }
        let message = format!("the VPC has no route in {}", missing.join(", "));
        let diagnostic =
            Diagnostic::error(RULE.name, message, Label::at(&shared.zones, "the zones here"))
                .context(Label::at(&vpc.zones, "the zones of the VPC"))
                .help("write zones of the VPC, leave `zones` out, or give the VPC these zones too");
        diags.report(diagnostic);
    }
}
