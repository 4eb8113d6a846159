use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::values::Tier;

pub(super) const RULE: Rule = Rule {
    name: "standard-tier",
    level: Severity::Warning,
    area: Area::Workspaces,
    explanation: include_str!("standard_tier.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    if *workspace.tier != Tier::Standard {
        return;
    }
    let label = Label::at(&workspace.tier, "no Unity Catalog, no VPC of your own");
    let diagnostic = Diagnostic::warning(RULE.name, "the standard tier is legacy", label)
        .help("write `tier = \"premium\"`, unless the account has only Standard");
    diags.report(diagnostic);
}
