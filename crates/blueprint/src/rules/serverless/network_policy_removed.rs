use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::Attachment;
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "network-policy-removed",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("network_policy_removed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.network_policy);
        let now = workspace.irrevocable().network_policy;
        if before != Some(Attachment::Attached) || now == before || workspace.has_lost("network") {
            continue;
        }
        let message =
            format!("`{}` has a network policy, which cannot be taken away", *workspace.name);
        let label = Label::new(workspace.header, "`[network.serverless.policy]` is missing");
        let help = unless_fact_never_applied(
            "write `network.serverless.policy.existing = \"default-policy\"`: the account's own policy, which \
             lets everything through unless you changed it",
            "the policy was never applied",
            workspace,
            "network-policy",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
