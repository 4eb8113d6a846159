use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

use super::renamed::renamed;

pub(super) const RULE: Rule = Rule {
    name: "old-name-in-use",
    level: Severity::Error,
    area: Area::Identity,
    explanation: include_str!("old_name_in_use.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for (name, old) in renamed(arch) {
        let mut identities = arch.workspaces.iter().map(|workspace| &workspace.identity);
        let Some(span) = identities.find_map(|it| it.place(&(&old.value).into())) else { continue };
        let old_name = &old.value;
        let message = format!("`{name}` is renamed from `{old_name}`, which is still there");
        let label = Label::new(old.span, "Terraform cannot move what stays where it is");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::new(span, format!("`{old_name}` is written here")))
            .help(format!("delete one of the two: `{old_name}`, or `renamed-from`"));
        diags.report(diagnostic);
    }
}
