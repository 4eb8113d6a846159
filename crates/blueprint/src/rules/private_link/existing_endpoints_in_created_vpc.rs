use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::BackEnd;

pub(super) const RULE: Rule = Rule {
    name: "existing-endpoints-in-created-vpc",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("existing_endpoints_in_created_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        let network = &workspace.network;
        let (Some(mode), Some(back_end)) = (&network.mode, &link.back_end) else { continue };
        let created = network.has_own_vpc() && network.existing().is_none();
        if !created || !matches!(**back_end, BackEnd::Existing(_)) {
            continue;
        }
        let message = "a VPC that we create has no endpoints before it is there";
        let label = Label::at(back_end, "the endpoints of another VPC");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(mode, "the VPC is created"))
            .help("write `back-end = \"create\"`; in a VPC that is shared, it means those of its owner");
        diags.report(diagnostic);
    }
}
