use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "no-published-host-names-for-firewall",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("no_published_host_names_for_firewall.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(vpc) = workspace.network.customer_managed() else { return };
    let has_back_end = workspace.network.back_end().is_some();
    let known = &workspace.control_plane;
    let is_known = known.web_host.is_some() && known.relay_host.is_some();
    if vpc.hub.is_none() || has_back_end || is_known {
        return;
    }
    let message = "the names that the firewall would let through are not published";
    let label = Label::at(&vpc.egress, "the firewall would stop every cluster");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&workspace.region, "in this region"))
        .help("add `network.private-link.back-end = \"create\"`, which needs no egress");
    diags.report(diagnostic);
}
