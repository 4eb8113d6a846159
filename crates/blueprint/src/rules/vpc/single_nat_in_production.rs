use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::Egress;

pub(super) const RULE: Rule = Rule {
    name: "single-nat-in-production",
    level: Severity::Warning,
    area: Area::Vpc,
    explanation: include_str!("single_nat_in_production.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(network) = workspace.network.customer_managed() else { return };
    if !*workspace.production || *network.egress != Egress::SingleNat {
        return;
    }
    let message = "one NAT gateway carries all egress of a production workspace";
    let label = Label::at(&network.egress, "with its zone, all egress is lost");
    let diagnostic = Diagnostic::warning(RULE.name, message, label)
        .context(Label::at(&workspace.production, "said to be production"))
        .help("write `egress = \"nat-per-zone\"`, or accept the risk with a reason");
    diags.report(diagnostic);
}
