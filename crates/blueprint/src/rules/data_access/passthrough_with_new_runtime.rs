use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-with-new-runtime",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("passthrough_with_new_runtime.md"),
    found: Found::Checking(check),
};

/// The first major version in which it is deprecated.
const DEPRECATED: u16 = 15;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for access in arch.workspaces.iter().map(|workspace| &workspace.data_access) {
        if !access.has_passthrough() || access.runtime.major < DEPRECATED {
            continue;
        }
        let message = format!("runtime `{}` is too new for passthrough", *access.runtime);
        let label = Label::at(&access.runtime, format!("deprecated from {DEPRECATED}.0 on"));
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&access.mode, "its clusters pass credentials through"))
            .help("write `runtime = \"14.3\"`, or remove the key");
        diags.report(diagnostic);
    }
}
