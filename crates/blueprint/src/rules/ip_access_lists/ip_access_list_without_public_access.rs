use super::with_list::ip_access_lists;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ip-access-list-without-public-access",
    level: Severity::Error,
    area: Area::IpAccessLists,
    explanation: include_str!("ip_access_list_without_public_access.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, list) in ip_access_lists(arch) {
        let link = workspace.network.private_link.as_ref();
        let Some(link) = link.filter(|link| !*link.public_access) else { continue };
        let message = "an IP access list says who comes over the internet, and nobody does";
        let diagnostic = Diagnostic::error(RULE.name, message, Label::at(list, "the list"))
            .context(Label::at(&link.public_access, "public access is off"))
            .help("remove `ip-access-list`, or write `public-access = true`");
        diags.report(diagnostic);
    }
}
