use crate::addresses::SMALLEST_WORKSPACE_SUBNET;
use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "workspace-subnet-size-out-of-range",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("workspace_subnet_size_out_of_range.md"),
    found: Found::Checking(check),
};

const LARGEST_WORKSPACE_SUBNET: u8 = 17;

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let subnets = arch.workspaces.iter().filter_map(|w| w.network.workspace_subnets());
    for subnet in subnets.flat_map(|subnets| subnets.iter()) {
        let Some(span) = subnet.span else { continue };
        let size = subnet.cidr.prefix();
        if (LARGEST_WORKSPACE_SUBNET..=SMALLEST_WORKSPACE_SUBNET).contains(&size) {
            continue;
        }
        let message = format!(
            "Databricks takes subnets of `/{LARGEST_WORKSPACE_SUBNET}` to \
             `/{SMALLEST_WORKSPACE_SUBNET}`, not `/{size}`"
        );
        let odd = if size > SMALLEST_WORKSPACE_SUBNET { "too small" } else { "too large" };
        diags.report(Diagnostic::error(RULE.name, message, Label::new(span, odd)));
    }
}
