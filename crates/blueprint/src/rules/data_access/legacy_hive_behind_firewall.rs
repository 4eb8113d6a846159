use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "legacy-hive-behind-firewall",
    level: Severity::Warning,
    area: Area::DataAccess,
    explanation: include_str!("legacy_hive_behind_firewall.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(vpc) = workspace.network.customer_managed() else { return };
    let Some(decided) = workspace.metastore.own_hive().filter(|_| vpc.hub.is_some()) else {
        return;
    };
    let message = "the firewall lets port 3306 through to any address";
    let label = Label::new(decided, "a database whose name no firewall sees");
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .context(Label::at(&vpc.egress, "what else leaves, leaves by name"))
        .help("write `mode = \"unity-catalog\"`, or accept the open port with a reason");
    diags.report(diagnostic);
}
