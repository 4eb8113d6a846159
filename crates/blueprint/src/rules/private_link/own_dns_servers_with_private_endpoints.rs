use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::values::{Cidr, IpAddress};
use std::net::Ipv4Addr;

use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "own-dns-servers-with-private-endpoints",
    level: Severity::Warning,
    area: Area::PrivateLink,
    explanation: include_str!("own_dns_servers_with_private_endpoints.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for vpc in arch.workspaces.iter().filter_map(|w| w.network.customer_managed()) {
        let Some(servers) = vpc.dns_servers.as_ref().filter(|servers| !servers.is_empty()) else {
            continue;
        };
        if servers.iter().all(|server| is_resolver(server.value, *vpc.cidr)) {
            continue;
        }
        let message = "the names of the VPC's endpoints are left to your DNS servers";
        let label = Label::at(servers, "only the VPC's own resolver knows these names");
        let diagnostic = Diagnostic::warning(RULE.name, message, label).help(
            "have them forward the names of AWS and Databricks to the VPC's resolver, then accept this",
        );
        diags.report(diagnostic);
    }
}

/// AWS' own: the VPC's third address, or the link-local one that means the same in every VPC.
fn is_resolver(server: IpAddress, vpc: Cidr) -> bool {
    let address = u32::from(server.get());
    address == vpc.first() + 2 || address == u32::from(Ipv4Addr::new(169, 254, 169, 253))
}
