use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "private-link-without-endpoint",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("private_link_without_endpoint.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (_, link) in private_links(arch) {
        let has_end = link.back_end.is_some() || link.front_end.is_some();
        // What asks for an end that is not there, is reported itself.
        let asks = !*link.public_access || link.is_endpoint_level() || *link.service_direct;
        if has_end || asks {
            continue;
        }
        let message = "nothing goes over PrivateLink here";
        let label = Label::at(&link.header, "neither a back end nor a front end");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .help("add `back-end = \"create\"`, or remove the table");
        diags.report(diagnostic);
    }
}
