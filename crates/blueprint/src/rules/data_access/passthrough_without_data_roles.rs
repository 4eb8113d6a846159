use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "passthrough-without-data-roles",
    explanation: include_str!("passthrough_without_data_roles.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let access = &workspace.data_access;
        if !access.passthrough
            || !access.roles.is_empty()
            || workspace.has_lost("data-access.roles")
        {
            continue;
        }
        let label = Label::at(&access.mode, "each user works with a data role");
        let diagnostic = Diagnostic::error(RULE.name, "there is no data role to take", label)
            .help("add `[data-access.roles.<name>]` with its buckets and groups");
        diags.report(diagnostic);
    }
}
