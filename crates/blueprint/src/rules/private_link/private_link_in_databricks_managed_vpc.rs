use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "private-link-in-databricks-managed-vpc",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("private_link_in_databricks_managed_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        let network = &workspace.network;
        let Some(mode) = network.mode.as_ref().filter(|_| !network.has_own_vpc()) else { continue };
        let message = "PrivateLink needs a VPC of your own";
        let label = Label::at(mode, "this VPC is Databricks'");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&link.header, "PrivateLink is asked for here"))
            .help("write `mode = \"customer-managed\"`, or remove `[network.private-link]`");
        diags.report(diagnostic);
    }
}
