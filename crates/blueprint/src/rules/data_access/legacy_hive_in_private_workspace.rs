use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::private_link::with_private_link::private_links;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "legacy-hive-in-private-workspace",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("legacy_hive_in_private_workspace.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (workspace, link) in private_links(arch) {
        // Without any way out, a rule of its own says so.
        if *link.public_access || workspace.network.is_isolated() {
            continue;
        }
        let Some(decided) = workspace.metastore.own_hive() else { continue };
        let message = "the workspace's Hive metastore is on the public path only";
        let label = Label::new(decided, "never on PrivateLink");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&link.public_access, "nothing is to go over the public path"))
            .help("write `mode = \"unity-catalog\"`, `\"glue\"` or `\"external-hive\"`");
        diags.report(diagnostic);
    }
}
