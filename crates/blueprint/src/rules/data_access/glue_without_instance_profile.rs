use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::data_access::Mode;

pub(super) const RULE: Rule = Rule {
    name: "glue-without-instance-profile",
    level: Severity::Warning,
    area: Area::DataAccess,
    explanation: include_str!("glue_without_instance_profile.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.is_classic()) {
        let (access, metastore) = (&workspace.data_access, &workspace.metastore);
        let has_profiles = *access.mode != Mode::InstanceProfiles || !access.profiles.is_empty();
        if !metastore.is_glue() || has_profiles || workspace.has_lost("data-access") {
            continue;
        }
        let message = "no cluster would have a role that may ask AWS Glue";
        let label = Label::at(&metastore.mode, "clusters ask it with their instance profile");
        let diagnostic = Diagnostic::warning(RULE.name, message, label)
            .help("add `[data-access.profiles.<name>]`, or accept that roles are made elsewhere");
        diags.report(diagnostic);
    }
}
