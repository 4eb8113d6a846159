use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::egress;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "legacy-hive-without-egress",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("legacy_hive_without_egress.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.network.is_isolated()) {
        let Some(decided) = workspace.metastore.own_hive() else { continue };
        let Some(context) = egress(workspace, "the VPC has no egress") else { continue };
        let message = "clusters cannot reach the workspace's legacy Hive metastore";
        let label = Label::new(decided, "a database with a public address");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(context)
            .help("write `mode = \"unity-catalog\"`, or `\"glue\"`, or another `egress`");
        diags.report(diagnostic);
    }
}
