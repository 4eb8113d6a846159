//! What a blueprint says is there in the Databricks account before the first apply.

use blueprint::Architecture;
use blueprint::sections::workspace::Workspace;

use crate::databricks::given::{Given, Kind, Service};
use crate::script::Accounts;

pub(crate) fn of(arch: &Architecture) -> Vec<Given> {
    arch.workspaces.iter().flat_map(of_workspace).collect()
}

fn of_workspace(workspace: &Workspace) -> Vec<Given> {
    let given = |id: String, kind| Given {
        account: Accounts::of(workspace).databricks,
        partition: workspace.partition.clone(),
        region: workspace.region.name().to_owned(),
        id,
        kind,
    };
    let endpoints = endpoints(workspace).into_iter().map(|endpoint| {
        let Endpoint { id, service } = endpoint;
        let (aws_id, aws_account) = (aws_id(&id), Accounts::of(workspace).aws);
        given(id, Kind::VpcEndpoint { aws_id, aws_account, service })
    });
    let serverless = workspace.network.serverless.as_ref();
    let config = serverless.and_then(|it| it.connectivity_configuration.as_deref()?.existing());
    let config = config.map(|id| given(id.to_string(), Kind::NetworkConnectivityConfig));
    let policy = serverless.and_then(|it| it.policy.as_ref()?.existing.as_deref());
    let policy = policy.map(|id| given(id.to_string(), Kind::NetworkPolicy));
    endpoints.chain(config).chain(policy).collect()
}

/// A registration that is there.
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) service: Service,
}

fn endpoints(workspace: &Workspace) -> Vec<Endpoint> {
    let front = workspace.network.front_end().and_then(|end| end.existing.as_deref());
    let front = front.map(|id| Endpoint { id: id.to_string(), service: Service::RestApi });
    back_end(workspace).into_iter().chain(front).collect()
}

/// Those of the clusters, which lie in the VPC of the clusters.
pub(crate) fn back_end(workspace: &Workspace) -> Vec<Endpoint> {
    let existing = workspace.network.back_end().and_then(|end| end.existing.as_ref());
    let both = existing.map(|ids| {
        [(&ids.rest_api, Service::RestApi), (&ids.relay, Service::Relay)]
            .map(|(id, service)| Endpoint { id: id.to_string(), service })
    });
    both.into_iter().flatten().collect()
}

/// The endpoint in AWS has an id that follows from that of its registration.
pub(crate) fn aws_id(registration: &str) -> String {
    let digits: String = registration.chars().filter(char::is_ascii_hexdigit).collect();
    format!("vpce-{}", &digits[digits.len().saturating_sub(17)..])
}
