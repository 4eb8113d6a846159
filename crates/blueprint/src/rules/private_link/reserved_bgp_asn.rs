use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "reserved-bgp-asn",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("reserved_bgp_asn.md"),
    found: Found::Checking(check),
};

/// What AWS gives its own side of a VPN.
const AWS: u32 = 64512;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let transits = arch.workspaces.iter().filter_map(|workspace| workspace.network.transit_vpc());
    for vpn in transits.filter_map(|transit| transit.vpn.as_ref()) {
        let Some(reason) = reason(vpn.asn) else { continue };
        let message = format!("{} cannot be the number of your network", vpn.asn);
        let diagnostic = Diagnostic::error(RULE.name, message, Label::at(vpn, reason))
            .help("write your own number, or a private one: 64513 to 65534");
        diags.report(diagnostic);
    }
}

fn reason(asn: u32) -> Option<&'static str> {
    match asn {
        AWS => Some("AWS' side of the VPN has it"),
        0 | 65535 | u32::MAX => Some("reserved"),
        23456 => Some("represents numbers of four bytes"),
        _ => None,
    }
}
