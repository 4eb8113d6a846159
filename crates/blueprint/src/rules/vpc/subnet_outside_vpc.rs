use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::CustomerManaged;

pub(super) const RULE: Rule = Rule {
    name: "subnet-outside-vpc",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("subnet_outside_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let owner = match workspace.network.shared() {
            None => Some(workspace),
            Some(shared) => arch.workspace(shared.owner.as_str()),
        };
        if let Some(vpc) = owner.and_then(|owner| owner.network.customer_managed()) {
            check_subnets(workspace, vpc, diags);
        }
    }
}

fn check_subnets(workspace: &Workspace, vpc: &CustomerManaged, diags: &mut Diagnostics) {
    let Some(subnets) = workspace.network.workspace_subnets() else { return };
    for subnet in subnets.iter() {
        let Some(span) = subnet.span else { continue };
        if vpc.cidr.contains(subnet.cidr) {
            continue;
        }
        let message = format!("subnet `{}` lies outside the VPC", subnet.cidr);
        let label = Label::new(span, format!("not within `{}`", *vpc.cidr));
        diags.report(
            Diagnostic::error(RULE.name, message, label)
                .context(Label::at(&vpc.cidr, "the VPC's range")),
        );
    }
}
