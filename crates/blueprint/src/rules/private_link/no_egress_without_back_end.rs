use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::egress;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "no-egress-without-back-end",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("no_egress_without_back_end.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.network.is_isolated()) {
        if workspace.network.back_end().is_some() {
            continue;
        }
        let Some(label) = egress(workspace, "the VPC has no egress") else { continue };
        let message = "clusters cannot reach the control plane";
        let mut diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("add `network.private-link.back-end = \"create\"`, or write another egress");
        if let Some(link) = &workspace.network.private_link {
            diagnostic = diagnostic.context(Label::at(&link.header, "there is no back end"));
        }
        diags.report(diagnostic);
    }
}
