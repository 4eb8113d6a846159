use crate::addresses::SMALLEST_WORKSPACE_SUBNET;
use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::CustomerManaged;
use crate::values::Subnet;

pub(super) const RULE: Rule = Rule {
    name: "small-workspace-subnet",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("small_workspace_subnet.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let network = &workspace.network;
    let Some(subnets) = network.workspace_subnets() else { return };
    let is_small = |subnet: &&Subnet| subnet.cidr.prefix() == SMALLEST_WORKSPACE_SUBNET;
    for subnet in subnets.iter().filter(is_small) {
        match (subnet.span, network.customer_managed()) {
            (Some(span), _) => report(Label::new(span, "64 addresses"), diags),
            (None, Some(vpc)) => report(cause(vpc), diags),
            // Planned in another workspace's VPC: said of that one.
            (None, None) => {}
        }
    }
}

fn cause(vpc: &CustomerManaged) -> Label {
    let text = "leaves 64 addresses for each subnet of the clusters";
    match &vpc.vpc_size {
        Some(size) => Label::at(size, text),
        None => Label::at(&vpc.cidr, text),
    }
}

fn report(label: Label, diags: &mut Diagnostics) {
    let message = format!(
        "a subnet of `/{SMALLEST_WORKSPACE_SUBNET}` holds 29 nodes of all clusters together"
    );
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .help("`/25` holds 61, `/24` holds 125; a subnet can't be resized later");
    diags.report(diagnostic);
}
