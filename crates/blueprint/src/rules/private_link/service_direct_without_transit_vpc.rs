use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::private_link::{ExistingEndpoint, FrontEnd};

pub(super) const RULE: Rule = Rule {
    name: "service-direct-without-transit-vpc",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("service_direct_without_transit_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        if !*link.service_direct || !workspace.network.has_own_vpc() {
            continue;
        }
        let context = match &link.front_end {
            Some(FrontEnd::Existing(ExistingEndpoint { id, .. })) => {
                Label::at(id, "the transit VPC of the front end is an existing one")
            }
            Some(_) => continue,
            None => Label::at(&link.header, "there is no front end"),
        };
        let message = "service-direct needs a transit VPC that we create";
        let label = Label::at(&link.service_direct, "its endpoint would stand there");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(context)
            .help("add `front-end = { clients = [\"10.0.0.0/8\"] }`, or remove `service-direct`");
        diags.report(diagnostic);
    }
}
