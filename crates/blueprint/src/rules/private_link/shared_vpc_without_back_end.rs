use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::{Share, shares};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-vpc-without-back-end",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("shared_vpc_without_back_end.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, .. } in shares(arch) {
        // Without a way out, the missing back end is reported already.
        if sharer.network.back_end().is_some() || owner.network.is_isolated() {
            continue;
        }
        let Some(back_end) = owner.network.back_end() else { continue };
        let message = "in this VPC the control plane is reached through endpoints only";
        let label = Label::at(&shared.owner, "a workspace that does not use them lives in it too");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(back_end, "their private names answer for all of the VPC"))
            .help(
                "write `network.private-link.back-end = \"create\"` here too: the same endpoints",
            );
        diags.report(diagnostic);
    }
}
