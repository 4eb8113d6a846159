use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::Kind;

pub(super) const RULE: Rule = Rule {
    name: "unsuitable-vpc-owner",
    level: Severity::Error,
    area: Area::Vpc,
    explanation: include_str!("unsuitable_vpc_owner.md"),
    found: Found::Checking(check),
};

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    for workspace in &arch.workspaces {
        let Some(shared) = workspace.network.shared() else { continue };
        let Some(owner) = arch.workspace(shared.owner.as_str()) else { continue };
        let Some(reason) = reason(workspace, owner) else { continue };
        let message = format!("`{}` has no VPC to share", *shared.owner);
        let label = Label::at(&shared.owner, "not a VPC that we create");
        let diagnostic = Diagnostic::error(RULE.name, message, label).context(reason).help(
            "share with a workspace whose mode is `customer-managed` and that shares with none",
        );
        diags.report(diagnostic);
    }
}

fn reason(sharer: &Workspace, owner: &Workspace) -> Option<Label> {
    let says = |what: &str| match &owner.network.mode {
        Some(mode) => Some(Label::at(mode, what)),
        None => Some(Label::at(&owner.compute_plane, "it has no network in your AWS account")),
    };
    match &owner.network.kind {
        Kind::CustomerManaged(_) => None,
        Kind::Shared(own) if sharer.key == owner.key => Some(Label::at(&own.owner, "itself")),
        Kind::Shared(own) => Some(Label::at(&own.owner, "it lives in another one's VPC")),
        Kind::ServerlessOnly => says("it is serverless"),
        Kind::DatabricksManaged => says("its VPC is Databricks'"),
        Kind::Existing(_) => says("its VPC is yours: write the same ids instead of sharing"),
    }
}
