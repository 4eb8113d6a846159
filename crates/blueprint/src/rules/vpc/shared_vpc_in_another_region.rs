use super::shared_vpcs::{Share, shares};
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-vpc-in-another-region",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("shared_vpc_in_another_region.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, .. } in shares(arch) {
        if sharer.region == owner.region {
            continue;
        }
        let message =
            format!("the VPC is in `{}`, the workspace in `{}`", *owner.region, *sharer.region);
        let diagnostic =
            Diagnostic::error(RULE.name, message, Label::at(&shared.owner, "shared here"))
                .context(Label::at(&owner.region, "the VPC's region"))
                .context(Label::at(&sharer.region, "the workspace's region"))
                .help("share a VPC of the workspace's own region");
        diags.report(diagnostic);
    }
}
