use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-deprecation-not-acknowledged",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("passthrough_deprecation_not_acknowledged.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for access in arch.workspaces.iter().map(|workspace| &workspace.data_access) {
        if !access.has_passthrough() || *access.acknowledge_deprecation {
            continue;
        }
        let message = "credential passthrough is deprecated";
        let label = Label::at(&access.mode, "it ends with runtime 14.3");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&access.acknowledge_deprecation, "nobody says that they know"))
            .help("write `acknowledge-deprecation = true`, or `mode = \"unity-catalog\"`");
        diags.report(diagnostic);
    }
}
