use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "firewall-hosts-unpublished",
    explanation: include_str!("firewall_hosts_unpublished.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(vpc) = workspace.network.customer_managed() else { continue };
        let has_back_end = workspace.network.back_end().is_some();
        let known = &workspace.control_plane;
        let is_known = known.web_host.is_some() && known.relay_host.is_some();
        if !vpc.way_out.firewall || has_back_end || is_known {
            continue;
        }
        let message = "the names that the firewall would let through are not published";
        let label = Label::at(&vpc.egress, "the firewall would stop every cluster");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.region, "in this region"))
            .help("add `network.private-link.back-end = \"create\"`, which needs no way out");
        diags.report(diagnostic);
    }
}
