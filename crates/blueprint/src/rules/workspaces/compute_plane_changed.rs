use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::VpcOwner;
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "compute-plane-changed",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("compute_plane_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(before) = arch.before(workspace).and_then(|before| before.vpc) else { continue };
        let was_classic = before != VpcOwner::Serverless;
        if was_classic == workspace.is_classic() {
            continue;
        }
        let (was, would_be) =
            if was_classic { ("classic", "serverless") } else { ("serverless", "classic") };
        let message = format!("`{}` is a {was} workspace and stays one", *workspace.name);
        let label = Label::at(&workspace.compute_plane, format!("it cannot become {would_be}"));
        let help = unless_never_applied(
            &format!("keep the compute plane, and add a {would_be} workspace under `[workspaces]`"),
            workspace,
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
