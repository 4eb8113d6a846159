use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::Attachment;
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "connectivity-configuration-removed",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("connectivity_configuration_removed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.connectivity_configuration);
        let now = workspace.irrevocable().connectivity_configuration;
        if before != Some(Attachment::Attached) || now == before || workspace.has_lost("network") {
            continue;
        }
        let message =
            format!("`{}` has a network connectivity configuration and keeps one", *workspace.name);
        let label = Label::new(workspace.header, "`connectivity-configuration` is missing");
        let help = unless_fact_never_applied(
            "write `network.serverless.connectivity-configuration` as it was, or another one: \
             `{ existing = \"<id>\" }`",
            "the connectivity configuration was never applied",
            workspace,
            "connectivity-configuration",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
