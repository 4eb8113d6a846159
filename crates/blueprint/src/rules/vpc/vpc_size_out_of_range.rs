use crate::addresses::beside::is_possible;
use crate::addresses::{LARGEST_VPC, SMALLEST_VPC, is_vpc_size, takes_part};
use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(crate) const RULE: Rule = Rule {
    name: "vpc-size-out-of-range",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("vpc_size_out_of_range.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(vpc) = workspace.network.customer_managed() else { continue };
        match &vpc.vpc_size {
            Some(size) if takes_part(&workspace.key, &vpc.cidr) => {
                check_size(size.get(), Label::at(size, "the VPC's size"), diags);
            }
            _ => check_size(vpc.cidr.prefix(), Label::at(&vpc.cidr, "the VPC's range"), diags),
        }
    }
    for workspace in &arch.workspaces {
        check_beside(workspace, diags);
    }
}

/// The hub and the transit VPC, which hold nothing but small subnets.
fn check_beside(workspace: &Workspace, diags: &mut Diagnostics) {
    let network = &workspace.network;
    let hub = network.customer_managed().and_then(|vpc| vpc.hub.as_ref()).map(|hub| &hub.cidr);
    let transit = network.transit_vpc().map(|transit| &transit.cidr);
    for range in [hub, transit].into_iter().flatten().filter(|r| !is_possible(r.prefix())) {
        let message = format!("a VPC has `/{LARGEST_VPC}` to `/28`, not `/{}`", range.prefix());
        let label = Label::at(range, "the range of a VPC");
        let diagnostic = Diagnostic::error(RULE.name, message, label);
        diags.report(diagnostic.help("write a range of `/24`"));
    }
}

fn check_size(prefix: u8, label: Label, diags: &mut Diagnostics) {
    if is_vpc_size(prefix) {
        return;
    }
    let message = format!("a VPC has `/{LARGEST_VPC}` to `/{SMALLEST_VPC}`, not `/{prefix}`");
    let diagnostic = Diagnostic::error(RULE.name, message, label);
    diags.report(if prefix < LARGEST_VPC {
        diagnostic
            .help("a larger range is for the `[workspaces]` that inherit it: each takes a part")
    } else {
        diagnostic.help("write a larger range (a smaller number)")
    });
}
