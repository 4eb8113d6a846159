use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "region-changed",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("region_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(before) = arch.before(workspace).and_then(|before| before.region) else {
            continue;
        };
        if before == *workspace.region {
            continue;
        }
        let message = format!("`{}` is in `{before}` and cannot leave it", *workspace.name);
        let label = Label::at(&workspace.region, "another region");
        let help = unless_never_applied(
            &format!(
                "keep `{before}`, and add a workspace in `{}` under `[workspaces]`",
                *workspace.region
            ),
            workspace,
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
