use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::rules::{Found, Rule};
use crate::tiers::{Feature, least};

pub(super) const RULE: Rule = Rule {
    name: "customer-vpc-below-premium",
    explanation: include_str!("customer_vpc_below_premium.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(mode) = &workspace.network.mode else { continue };
        if *workspace.tier >= least(Feature::CustomerManagedVpc) || !workspace.network.own_vpc {
            continue;
        }
        let message = format!("a VPC of your own needs the premium tier, not {}", *workspace.tier);
        let label = Label::at(&workspace.tier, "too low for this network");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(mode, "a VPC that is yours"))
            .help("write `tier = \"premium\"`, or `mode = \"databricks-managed\"`");
        diags.report(diagnostic);
    }
}
