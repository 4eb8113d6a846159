use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label};
use crate::rules::tier_gate::require;
use crate::rules::{Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "private-endpoint-below-enterprise",
    explanation: include_str!("private_endpoint_below_enterprise.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(serverless) = &workspace.network.serverless else { continue };
        for endpoint in serverless.private_endpoints.values() {
            let label = Label::new(endpoint.span, "a private endpoint from serverless compute");
            require(RULE.name, Feature::ServerlessPrivateEndpoints, label, workspace, diags);
        }
    }
}
