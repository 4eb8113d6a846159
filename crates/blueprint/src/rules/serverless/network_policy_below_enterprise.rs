use crate::architecture::Architecture;
use crate::diagnostic::{Diagnostics, Label};
use crate::rules::tier_gate::require;
use crate::rules::{Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "network-policy-below-enterprise",
    explanation: include_str!("network_policy_below_enterprise.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let serverless = workspace.network.serverless.as_ref();
        let Some(policy) = serverless.and_then(|serverless| serverless.policy.as_ref()) else {
            continue;
        };
        let label = Label::at(&policy.header, "what serverless compute may reach");
        require(RULE.name, Feature::ServerlessNetworkPolicy, label, workspace, diags);
    }
}
