use crate::architecture::Workspace;
use crate::diagnostic::{Diagnostics, Label, Severity};
use crate::rules::tier_gate::require;
use crate::rules::{Area, Found, Rule};
use crate::tiers::Feature;

pub(super) const RULE: Rule = Rule {
    name: "network-policy-below-enterprise",
    level: Severity::Error,
    area: Area::Serverless,
    explanation: include_str!("network_policy_below_enterprise.md"),
    found: Found::PerWorkspace(check),
};

fn check(workspace: &Workspace, diags: &mut Diagnostics) {
    let serverless = workspace.network.serverless.as_ref();
    let Some(policy) = serverless.and_then(|serverless| serverless.policy.as_ref()) else {
        return;
    };
    let label = Label::at(policy.header(), "what serverless compute may reach");
    require(RULE.name, Feature::ServerlessNetworkPolicy, label, workspace, diags);
}
