use super::shared_vpcs::egress;
use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::rules::{Area, Found, Rule};

pub(super) const RULE: Rule = Rule {
    name: "no-artifact-bucket-in-region",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("no_artifact_bucket_in_region.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in arch.workspaces.iter().filter(|workspace| workspace.network.is_isolated()) {
        if has_artifacts(workspace) {
            continue;
        }
        let Some(label) = egress(workspace, "S3 of the same region, and no other") else {
            continue;
        };
        let message =
            format!("clusters in {} start from buckets of another region", workspace.region.name());
        let help = "write another `egress`, or a region with an artifact bucket: `us-west-2` is the nearest";
        diags.report(Diagnostic::error(RULE.name, message, label).help(help));
    }
}

fn has_artifacts(workspace: &Workspace) -> bool {
    let plane = &workspace.control_plane;
    plane.buckets.artifacts.iter().any(|bucket| bucket.ends_with(workspace.region.name()))
}
