use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::vpc::shared_vpcs::{Share, shares};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "no-glue-endpoint-in-shared-vpc",
    level: Severity::Error,
    area: Area::DataAccess,
    explanation: include_str!("no_glue_endpoint_in_shared_vpc.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for Share { sharer, shared, owner, .. } in shares(arch) {
        if !owner.network.is_isolated() || !sharer.metastore.is_glue() || owner.metastore.is_glue()
        {
            continue;
        }
        let message = "clusters would have no way to AWS Glue";
        let label = Label::at(&sharer.metastore.mode, "reached through an endpoint of the VPC");
        let diagnostic = Diagnostic::error(RULE.name, message, label)
            .context(Label::at(
                &shared.owner,
                "its VPC has an endpoint for Glue only if it uses Glue",
            ))
            .help("give both the same `[metastore]`, or write `mode = \"unity-catalog\"`");
        diags.report(diagnostic);
    }
}
