use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::PrivateLink;

pub(super) const RULE: Rule = Rule {
    name: "public-access-off-without-both-ends",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("public_access_off_without_both_ends.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        // In Databricks' VPC there can be no end at all; a rule of its own says so.
        if *link.public_access || !workspace.network.has_own_vpc() {
            continue;
        }
        let Some((missing, help)) = missing(link) else { continue };
        let message = "public access is off only where both ends are private";
        let label = Label::at(&link.public_access, format!("{missing} missing"));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&link.header, "PrivateLink as it is"))
            .help(format!("add {help}, or write `public-access = true`"));
        diags.report(diagnostic);
    }
}

fn missing(link: &PrivateLink) -> Option<(&'static str, &'static str)> {
    let back_end = "`back-end = \"create\"`";
    let front_end = "`front-end = { clients = [\"10.0.0.0/8\"] }`";
    match (&link.back_end, &link.front_end) {
        (Some(_), Some(_)) => None,
        (None, Some(_)) => Some(("the back end is", back_end)),
        (Some(_), None) => Some(("the front end is", front_end)),
        (None, None) => Some(("both are", "`back-end` and `front-end`")),
    }
}
