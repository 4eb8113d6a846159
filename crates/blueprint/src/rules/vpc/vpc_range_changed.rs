use crate::addresses::Pin;
use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::never_applied::unless_fact_never_applied;
use crate::rules::{Area, Found, Rule};
use crate::sections::network::CustomerManaged;
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "vpc-range-changed",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("vpc_range_changed.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(vpc) = workspace.network.customer_managed() else { continue };
        let before = arch.previously.pins.get(&workspace.key);
        let Some(before) = before.and_then(|pins| pins.get(&Pin::Vpc)) else { continue };
        if *before == *vpc.cidr || is_doubled(*before, workspace, vpc, arch) {
            continue;
        }
        let message = format!("the VPC of `{}` has the range `{before}`", *workspace.name);
        let label = Label::at(&vpc.cidr, format!("`{}` would be another VPC", *vpc.cidr));
        let help = unless_fact_never_applied(
            &format!(
                "write `network.cidr = \"{before}\"`, or add a workspace under `[workspaces]`"
            ),
            "that VPC was never applied, or is gone",
            workspace,
            "vpc",
        );
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}

/// Two branches planned one range for two workspaces: whoever reads the lock refuses that, and knows its lines.
fn is_doubled(
    before: Cidr,
    workspace: &Workspace,
    vpc: &CustomerManaged,
    arch: &Architecture,
) -> bool {
    let others = arch.workspaces.iter().filter(|other| other.key != workspace.key);
    let mut ranges = others.filter_map(|other| Some(*other.network.customer_managed()?.cidr));
    vpc.cidr.prefix() == before.prefix()
        && !vpc.cidr.is_written()
        && ranges.any(|range| range.overlaps(before))
}
