use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::vpc::shared_vpcs::egress;
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "hive-client-out-of-reach",
    explanation: include_str!("hive_client_out_of_reach.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(connection) = &workspace.metastore.connection else { continue };
        if connection.version.is_built_in() || !workspace.network.isolated {
            continue;
        }
        let Some(context) = egress(workspace, "no way to the internet") else { continue };
        let message = "clusters could not load the client of this version of Hive";
        let label =
            Label::at(&connection.version, "loaded from Maven Central when a cluster starts");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(context)
            .help("bring the schema to `2.3.9`, whose client the runtime has");
        diags.report(diagnostic);
    }
}
