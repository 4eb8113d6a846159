use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::previous_run::never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "workspace-name-changed",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("workspace_name_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(before) = arch.previously.names.get(&workspace.key) else { continue };
        if before == &*workspace.name {
            continue;
        }
        let message = format!("`{before}` cannot be renamed to `{}`", *workspace.name);
        let label = Label::at(&workspace.name, "Terraform would replace the workspace");
        let command = never_applied(&workspace.key, None);
        let help = format!(
            "write `name = \"{before}\"` in the workspace's table, or add a workspace beside it under \
             `[workspaces]`; if `{before}` was never applied, run {command}"
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
