use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "serverless-network-in-govcloud",
    level: Severity::Warning,
    area: Area::Serverless,
    explanation: include_str!("serverless_network_in_govcloud.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    // Of a serverless workspace there, an error says enough.
    if !workspace.is_classic() || !workspace.region.is_govcloud() {
        return;
    }
    let Some(serverless) = &workspace.network.serverless else { return };
    let message = "whether GovCloud has this, sources disagree";
    let label = Label::at(&serverless.header, "the network of serverless compute");
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .context(Label::at(&workspace.region, "GovCloud"))
        .help("ask Databricks, then accept the warning or remove the table");
    diags.report(diagnostic);
}
