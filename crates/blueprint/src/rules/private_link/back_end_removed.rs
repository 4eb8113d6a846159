use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::Attachment;
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "back-end-removed",
    level: Severity::Error,
    area: Area::PrivateLink,
    explanation: include_str!("back_end_removed.md"),
    found: Found::Checking(check),
};

/// Where all of `[network.private-link]` is gone, another rule says so.
fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.back_end);
        let Some(link) = &workspace.network.private_link else { continue };
        let is_lost = workspace.has_lost("network.private-link");
        if before != Some(Attachment::Attached) || link.back_end.is_some() || is_lost {
            continue;
        }
        let message = format!("`{}` cannot do without back-end PrivateLink again", *workspace.name);
        let label = Label::at(&link.header, "`back-end` is missing");
        let help = unless_fact_never_applied(
            "keep `back-end`; other endpoints can take the place of the present ones",
            "the back end was never applied",
            workspace,
            "back-end",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
