use crate::architecture::{Architecture, Workspace};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::rules::repeats::{groups, with_first};
use crate::rules::{Area, Found, Rule};
use crate::sections::network::private_link::{BackEnd, ExistingEndpoint, FrontEnd};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "id-in-two-regions",
    level: Severity::Error,
    area: Area::Workspaces,
    explanation: include_str!("id_in_two_regions.md"),
    found: Found::Checking(check),
};

/// An id that a workspace names.
struct Named<'a> {
    workspace: &'a Workspace,
    span: Span,
}

fn check(arch: &Architecture, diags: &mut Diagnostics) {
    let named = arch.workspaces.iter().flat_map(|workspace| {
        let ids = ids(workspace).into_iter();
        ids.map(move |(what, id, span)| ((what, id), Named { workspace, span }))
    });
    for ((what, id), uses) in groups(named) {
        let first = &uses[0];
        let region = *first.workspace.region;
        let elsewhere = uses.iter().filter(|it| *it.workspace.region != region);
        for again in elsewhere {
            let message = format!("`{id}` is {what}, which lies in one region");
            let label = Label::new(
                again.span,
                format!(
                    "`{}` is in `{}`, and `{}` in `{region}`",
                    *again.workspace.name, *again.workspace.region, *first.workspace.name
                ),
            );
            let diagnostic = Diagnostic::error(RULE.name, message, label)
                .help("write the id of another one for one of the two regions");
            diags.report(with_first(diagnostic, first.span));
        }
    }
}

/// What each is, the id, and where it is written.
fn ids(workspace: &Workspace) -> Vec<(&'static str, String, Span)> {
    let mut ids = Vec::new();
    let network = &workspace.network;
    if let Some(id) = workspace.metastore.existing() {
        ids.push(("a metastore", id.to_string(), workspace.metastore.provision.span()));
    }
    if let Some(existing) = network.existing() {
        ids.push(("a VPC", existing.vpc_id.to_string(), existing.vpc_id.span()));
    }
    let connectivity =
        network.serverless.as_ref().and_then(|it| it.connectivity_configuration.as_ref());
    if let Some((id, written)) = connectivity.and_then(|it| Some((it.existing()?, it))) {
        ids.push(("a connectivity configuration", id.to_string(), written.span()));
    }
    let Some(link) = &network.private_link else { return ids };
    if let Some((back_end, BackEnd::Existing(endpoints))) =
        link.back_end.as_ref().map(|it| (it, &**it))
    {
        for id in [&endpoints.rest_api, &endpoints.relay] {
            ids.push((ENDPOINT, id.to_string(), back_end.span()));
        }
    }
    if let Some(FrontEnd::Existing(ExistingEndpoint { id, .. })) = &link.front_end {
        ids.push((ENDPOINT, id.to_string(), id.span()));
    }
    ids
}

const ENDPOINT: &str = "a registered VPC endpoint";
