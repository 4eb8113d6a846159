use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "govcloud-shard-changed",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("govcloud_shard_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.govcloud_shard);
        let (Some(before), Some(shard)) = (before, &workspace.govcloud_shard) else { continue };
        if before == **shard {
            continue;
        }
        let message = format!("`{}` belongs to the other Databricks service", *workspace.name);
        let label = Label::at(shard, "another service of GovCloud");
        let help = unless_never_applied(
            "keep the shard, and add a workspace with the other one under `[workspaces]`",
            workspace,
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
