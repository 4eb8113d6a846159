use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::data_access::Mode;

pub(super) const RULE: Rule = Rule {
    name: "legacy-data-access-on-serverless",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("legacy_data_access_on_serverless.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| !workspace.is_classic()) {
        let mode = &workspace.data_access.mode;
        if **mode == Mode::UnityCatalog || !mode.is_written() {
            continue;
        }
        let message = "a serverless workspace has no clusters to give a role of AWS to";
        let label = Label::at(mode, "roles of clusters");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(&workspace.compute_plane, "the workspace is serverless"))
            .help("write `mode = \"unity-catalog\"`");
        diags.report(diagnostic);
    }
}
