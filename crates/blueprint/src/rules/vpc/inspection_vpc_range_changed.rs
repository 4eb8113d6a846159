use crate::addresses::Pin;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "inspection-vpc-range-changed",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("inspection_vpc_range_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let hub = workspace.network.customer_managed().and_then(|network| network.hub.as_ref());
        let before = arch.previously.pins.get(&workspace.key);
        let (Some(hub), Some(before)) = (hub, before.and_then(|pins| pins.get(&Pin::Hub))) else {
            continue;
        };
        if *before == *hub.cidr {
            continue;
        }
        let message =
            format!("the inspection VPC of `{}` has the range `{before}`", *workspace.name);
        let label = Label::at(&hub.cidr, format!("`{}` would be another VPC", *hub.cidr));
        let help = unless_fact_never_applied(
            &format!("write `network.firewall.cidr = \"{before}\"`"),
            "that VPC was never applied, or is gone",
            workspace,
            "hub",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}
