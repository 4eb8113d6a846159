use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::egress;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "hive-client-download-without-egress",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("hive_client_download_without_egress.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let hive = workspace.metastore.external_hive.as_ref();
    let Some(connection) = hive.and_then(|hive| hive.connection.as_ref()) else { return };
    if connection.version.is_built_in() || !workspace.network.is_isolated() {
        return;
    }
    let Some(context) = egress(workspace, "no way to the internet") else { return };
    let message = "clusters could not load the client of this version of Hive";
    let label = Label::at(&connection.version, "loaded from Maven Central when a cluster starts");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(context)
        .help("bring the schema to `2.3.9`, whose client the runtime has");
    diags.report(diagnostic);
}
