use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "iam-path-changed",
    level: Severity::Error,
    area: Area::KeysAndRoles,
    explanation: include_str!("iam_path_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let before = arch.before(workspace).and_then(|before| before.iam_path.as_ref());
        let Some(before) = before.filter(|_| workspace.creates_roles()) else { continue };
        let path = &workspace.iam.path;
        if *before == **path {
            continue;
        }
        let message = format!("roles of `{}` have the path `{before}`", *workspace.name);
        let label = Label::at(path, "the path of a role cannot change");
        let help = unless_fact_never_applied(
            &format!("write `iam.path = \"{before}\"`"),
            "no role was ever applied",
            workspace,
            "iam-path",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
