use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::groups;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-workspace-name",
    level: Severity::Error,
    area: Area::NamesAndState,
    explanation: include_str!("duplicate_workspace_name.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let by_name = arch.workspaces.iter().map(|workspace| (&*workspace.name, workspace));
    for (name, workspaces) in groups(by_name) {
        for workspace in &workspaces[1..] {
            let message = format!("`{name}` is the name of two workspaces");
            let label = Label::at(&workspace.name, "this one");
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .context(Label::at(&workspaces[0].name, "and this one"))
                .help("write another `name`, or leave it out: `<deployment>-<key>`");
            diags.report(diagnostic);
        }
    }
}
