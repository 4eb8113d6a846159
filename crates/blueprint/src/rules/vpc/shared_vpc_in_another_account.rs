use super::shared_vpcs::{Share, shares};
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-vpc-in-another-account",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("shared_vpc_in_another_account.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, .. } in shares(arch) {
        let (Some(own), Some(owners)) = (&sharer.aws_account_id, &owner.aws_account_id) else {
            continue;
        };
        if own == owners {
            continue;
        }
        let message = format!("the VPC is in account `{}`, the workspace in `{}`", **owners, **own);
        let diagnostic =
            Diagnostic::error(RULE.name, message, Label::at(&shared.owner, "shared here"))
                .context(Label::at(owners, "the VPC's account"))
                .context(Label::at(own, "the workspace's account"))
                .help("share a VPC of the workspace's own account");
        diags.report(diagnostic);
    }
}
