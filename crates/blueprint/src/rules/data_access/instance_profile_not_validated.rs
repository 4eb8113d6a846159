use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "instance-profile-not-validated",
    level: Severity::Warning,
    area: Area::DataAccess,
    explanation: include_str!("instance_profile_not_validated.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.data_access.is_in_aws()) {
        let Some(role) = &workspace.cross_account_role else { continue };
        if !role.is_created() || !role.is_restricted() {
            continue;
        }
        let message = "Databricks does not try an instance profile out when it is registered";
        let label = Label::at(&role.policy, "refuses the trial, which carries no tags");
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .context(Label::at(&workspace.data_access.mode, "registers instance profiles"))
            .help("start a cluster with each once, or write `policy = \"standard\"`");
        diags.report(diagnostic);
    }
}
