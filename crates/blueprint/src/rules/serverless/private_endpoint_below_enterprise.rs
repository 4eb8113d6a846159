use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "private-endpoint-below-enterprise",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("private_endpoint_below_enterprise.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let Some(serverless) = &workspace.network.serverless else { return };
    for endpoint in serverless.private_endpoints.values() {
        let label = Label::new(endpoint.span, "a private endpoint from serverless compute");
        require(RULE.name, Feature::ServerlessPrivateEndpoints, label, workspace, diags);
    }
}
