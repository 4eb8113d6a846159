use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::Egress;
use crate::values::Tier;

pub(super) const RULE: Rule = Rule {
    name: "single-nat-in-production",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("single_nat_in_production.md"),
    found: Found::PerWorkspace(check),
};

/// Parts of a name that say so.
const PRODUCTION: [&str; 4] = ["live", "prd", "prod", "production"];

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(network) = workspace.network.customer_managed() else { return };
    let Some(reason) = production(workspace).filter(|_| *network.egress == Egress::SingleNat)
    else {
        return;
    };
    let message = "one NAT gateway carries all egress of a production workspace";
    let label = Label::at(&network.egress, "with its zone, all egress is lost");
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .context(reason)
        .help("write `egress = \"nat-per-zone\"`, or accept the risk with a reason");
    diags.report(diagnostic);
}

/// What makes us take a workspace for a production one.
fn production(workspace: &Workspace) -> Option<Label> {
    if workspace.name.as_str().split('-').any(|part| PRODUCTION.contains(&part)) {
        return Some(Label::at(&workspace.name, "production, by its name"));
    }
    let is_enterprise = *workspace.tier == Tier::Enterprise;
    is_enterprise.then(|| Label::at(&workspace.tier, "production, by its tier"))
}
