use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::{egress, vpc};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::CustomerManaged;
use crate::sourced::Entry;
use crate::values::Cidr;

pub(super) const RULE: Rule = Rule {
    name: "external-hive-unreachable",
    level: Severity::Warning,
    area: Area::DataAccess,
    explanation: include_str!("external_hive_unreachable.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.network.is_isolated()) {
        let Some(vpc) = vpc(workspace, arch) else { continue };
        let hive = workspace.metastore.external_hive.as_ref();
        for range in hive.into_iter().flat_map(|hive| hive.addresses.iter()) {
            if !vpc.cidr.contains(range.value) {
                report(workspace, vpc, range, diags);
            }
        }
    }
}

fn report(
    workspace: &Workspace,
    vpc: &CustomerManaged,
    range: &Entry<Cidr>,
    diags: &mut Diagnostics,
) {
    let Some(context) = egress(workspace, "the VPC has no egress") else { return };
    let message = format!("clusters have no route to `{}`", range.value);
    let label = Label::new(range.span, format!("not within `{}`", *vpc.cidr));
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .context(context)
        .context(Label::at(&vpc.cidr, "the VPC's range"))
        .help("write a range within the VPC, or accept it if you add a peering and its routes");
    diags.report(diagnostic);
}
