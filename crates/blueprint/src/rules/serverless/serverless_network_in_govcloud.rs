use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "serverless-network-in-govcloud",
    explanation: include_str!("serverless_network_in_govcloud.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        // Of a serverless workspace there, an error says enough.
        if !workspace.classic || !workspace.region.is_govcloud() {
            continue;
        }
        let Some(serverless) = &workspace.network.serverless else { continue };
        let message = "whether GovCloud has this, sources disagree";
        let label = Label::at(&serverless.header, "the network of serverless compute");
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .context(Label::at(&workspace.region, "GovCloud"))
            .help("ask Databricks, then accept the warning or remove the table");
        diags.report(diagnostic);
    }
}
