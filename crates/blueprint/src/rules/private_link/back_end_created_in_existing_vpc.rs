use super::with_private_link::private_links;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::BackEnd;

pub(super) const RULE: Rule = Rule {
    name: "back-end-created-in-existing-vpc",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("back_end_created_in_existing_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        let Some(vpc) = workspace.network.existing() else { continue };
        let Some(back_end) = link.back_end.as_ref().filter(|it| ***it == BackEnd::Create) else {
            continue;
        };
        let message = "lakewright creates no endpoints in an existing VPC";
        let label = Label::at(back_end, "creates endpoints in the VPC");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&vpc.vpc_id, "the VPC exists already"))
            .help("register yours, and write `{ existing = { rest-api = \"<id>\", relay = \"<id>\" } }`");
        diags.report(diagnostic);
    }
}
