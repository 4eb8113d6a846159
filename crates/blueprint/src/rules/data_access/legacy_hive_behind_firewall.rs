use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "legacy-hive-behind-firewall",
    explanation: include_str!("legacy_hive_behind_firewall.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(vpc) = workspace.network.customer_managed() else { continue };
        if !vpc.way_out.firewall || !workspace.metastore.legacy_hive {
            continue;
        }
        let message = "the firewall lets port 3306 through to any address";
        let label = Label::at(&workspace.metastore.mode, "a database whose name no firewall sees");
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .context(Label::at(&vpc.egress, "what else leaves, leaves by name"))
            .help("write `mode = \"unity-catalog\"`, or accept the open port with a reason");
        diags.report(diagnostic);
    }
}
