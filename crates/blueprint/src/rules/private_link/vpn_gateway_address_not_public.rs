use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use std::net::Ipv4Addr;

use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "vpn-gateway-address-not-public",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("vpn_gateway_address_not_public.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let transits = arch.workspaces.iter().filter_map(|workspace| workspace.network.transit_vpc());
    for vpn in transits.filter_map(|transit| transit.vpn.as_ref()) {
        if is_reachable(vpn.gateway.get()) {
            continue;
        }
        let message = format!("AWS can't reach `{}` over the internet", vpn.gateway);
        let label = Label::at(vpn, "the address of your gateway");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("write the gateway's public address, behind NAT that of the NAT device");
        diags.report(diagnostic);
    }
}

fn is_reachable(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_carriers = first == 100 && (64..128).contains(&second);
    let is_within = address.is_private() || address.is_loopback() || address.is_link_local();
    !(is_within || is_carriers || first == 0 || first >= 224)
}
