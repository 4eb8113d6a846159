use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};
use crate::values::Tier;

pub(super) const RULE: Rule = Rule {
    name: "standard-tier",
    explanation: include_str!("standard_tier.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        if *workspace.tier != Tier::Standard {
            continue;
        }
        let label = Label::at(&workspace.tier, "no Unity Catalog, no VPC of your own");
        let diagnostic = Diagnostic::warning(RULE.name, "the standard tier is legacy", label)
            .help("write `tier = \"premium\"`, unless the account has only Standard");
        diags.report(diagnostic);
    }
}
