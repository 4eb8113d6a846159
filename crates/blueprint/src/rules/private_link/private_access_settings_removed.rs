use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::Attachment;
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "private-access-settings-removed",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("private_access_settings_removed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.private_access);
        let was_attached = before == Some(Attachment::Attached);
        let Some(mode) = &workspace.network.mode else { continue };
        if !was_attached
            || workspace.network.private_link.is_some()
            || !workspace.network.has_own_vpc()
        {
            continue;
        }
        let message = format!("`{}` has private access settings", *workspace.name);
        let label = Label::at(mode, "without `[network.private-link]` they would be taken away");
        let help = unless_fact_never_applied(
            "keep `[network.private-link]`, and open the workspace with `public-access = true`",
            "`[network.private-link]` was never applied",
            workspace,
            "private-access",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
