use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::values::Runtime;

pub(super) const RULE: Rule = Rule {
    name: "ended-runtime",
    level: Severity::Warning,
    area: Area::DataAccess,
    explanation: include_str!("ended_runtime.md"),
    found: Found::Checking(check),
};

/// The oldest that Databricks supports, in November 2026.
const OLDEST: Runtime = Runtime { major: 14, minor: 3 };

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for access in arch.workspaces.iter().map(|workspace| &workspace.data_access) {
        let runtime = &access.runtime;
        if !access.has_passthrough() || **runtime >= OLDEST {
            continue;
        }
        let message = format!("Databricks does not support runtime `{}` any more", **runtime);
        let label = Label::at(runtime, format!("the oldest that it supports is {OLDEST}"));
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .help(format!("write `runtime = \"{OLDEST}\"`, or remove the key"));
        diags.report(diagnostic);
    }
}
