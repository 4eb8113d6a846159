use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "no-published-host-name-for-front-end",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("no_published_host_name_for_front_end.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(transit) = workspace.network.transit_vpc() else { return };
    if workspace.control_plane.private_zone.is_some() {
        return;
    }
    let message = "the name under which the endpoint is asked for is not published";
    let label = Label::at(&transit.header, "nobody would find the endpoint");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(&workspace.region, "in this region"))
        .help("create the endpoint and its names yourself, and write `{ existing = \"<id>\" }`");
    diags.report(diagnostic);
}
