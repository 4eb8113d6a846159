use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "endpoint-access-without-front-end",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("endpoint_access_without_front_end.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        // That the front end is missing is said where public access is off.
        let is_said = !*link.public_access || !workspace.network.has_own_vpc();
        if !link.is_endpoint_level() || link.front_end.is_some() || is_said {
            continue;
        }
        let message = "`access-level = \"endpoint\"` needs a front end of the workspace";
        let label = Label::at(&link.access_level, "admits only the endpoints of this workspace");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&link.header, "there is no front end"))
            .help("write `access-level = \"account\"`, or add a `front-end`");
        diags.report(diagnostic);
    }
}
