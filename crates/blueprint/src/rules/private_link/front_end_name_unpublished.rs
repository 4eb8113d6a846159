use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "front-end-name-unpublished",
    explanation: include_str!("front_end_name_unpublished.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let front_end = workspace.network.front_end().filter(|front_end| front_end.create);
        let Some(front_end) = front_end else { continue };
        if workspace.control_plane.private_zone.is_some() {
            continue;
        }
        let message = "the name under which the endpoint is asked for is not published";
        let label = Label::at(&front_end.header, "nobody would find the endpoint");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.region, "in this region"))
            .help(
                "create the endpoint and its names yourself, and write `{ existing = \"<id>\" }`",
            );
        diags.report(diagnostic);
    }
}
