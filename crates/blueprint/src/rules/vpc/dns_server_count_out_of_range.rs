use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "dns-server-count-out-of-range",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("dns_server_count_out_of_range.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for vpc in arch.workspaces.iter().filter_map(|w| w.network.customer_managed()) {
        let Some(servers) = &vpc.dns_servers else { continue };
        if (1..=4).contains(&servers.len()) {
            continue;
        }
        let message = "a VPC asks one to four DNS servers";
        let label = Label::at(servers, format!("{} here", servers.len()));
        let diagnostic = Diagnostic::error(RULE.name, message, label);
        diags.report(if servers.is_empty() {
            diagnostic.help("remove `dns-servers`: the VPC then asks AWS")
        } else {
            diagnostic.help("write those that are asked first")
        });
    }
}
