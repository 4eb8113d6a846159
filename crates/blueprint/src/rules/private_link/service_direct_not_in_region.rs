use super::with_private_link::private_links;
use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "service-direct-not-in-region",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("service_direct_not_in_region.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch).filter(|(_, link)| *link.service_direct) {
        let Some(reason) = reason(workspace) else { continue };
        let message = "service-direct is not offered here";
        let label = Label::at(&link.service_direct, "no service to connect to");
        let diagnostic = Diagnostic::error(RULE.name, message, label).context(reason);
        diags.report(match &workspace.control_plane.direct_zones {
            Some(zones) => diagnostic.help(format!("it is in {}", zones.join(", "))),
            None => diagnostic.help("remove `service-direct`"),
        });
    }
}

fn reason(workspace: &Workspace) -> Option<Label> {
    if workspace.control_plane.direct_service.is_none() {
        return Some(Label::at(&workspace.region, "the region has none"));
    }
    let transit = workspace.network.transit_vpc()?;
    if !transit.direct_zones.is_empty() {
        return None;
    }
    let what = "none of the zones has it";
    let zones = workspace.network.zones();
    Some(zones.map_or_else(|| Label::at(&workspace.region, what), |zones| Label::at(zones, what)))
}
