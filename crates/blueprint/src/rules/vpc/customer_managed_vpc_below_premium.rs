use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::tiers::{Feature, least};

pub(super) const RULE: Rule = Rule {
    name: "customer-managed-vpc-below-premium",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("customer_managed_vpc_below_premium.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(mode) = &workspace.network.mode else { return };
    if *workspace.tier >= least(Feature::CustomerManagedVpc) || !workspace.network.has_own_vpc() {
        return;
    }
    let message = format!("a VPC of your own needs the premium tier, not {}", *workspace.tier);
    let label = Label::at(&workspace.tier, "too low for this network");
    let diagnostic = Diagnostic::error(RULE.name, message, label)
        .context(Label::at(mode, "a VPC that is yours"))
        .help("write `tier = \"premium\"`, or `mode = \"databricks-managed\"`");
    diags.report(diagnostic);
}
