//! What a blueprint says is there in the Databricks account before the first apply.

use std::collections::BTreeSet;

use blueprint::sections::catalogs::Catalog;
use blueprint::sections::identity::Group;
use blueprint::sections::network::{BackEnd, FrontEnd};
use blueprint::{Architecture, Workspace};
use databricks_fake::preexisting::{Preexisting, Service, What};

use crate::accounts::Accounts;
use crate::preexisting::created;

/// What an earlier one of `archs` creates is there once a later one is applied.
pub(crate) fn of(archs: &[&Architecture]) -> Vec<Preexisting> {
    let mut all = Vec::new();
    for (at, arch) in archs.iter().enumerate() {
        let of_arch = arch.workspaces.iter().flat_map(of_workspace);
        all.extend(of_arch.filter(|it| !created::in_databricks(&archs[..at], it)));
    }
    all
}

fn of_workspace(workspace: &Workspace) -> Vec<Preexisting> {
    let preexisting = |id: String, what| Preexisting {
        account: Accounts::of(workspace).databricks,
        partition: workspace.partition.clone(),
        region: workspace.region.name().to_owned(),
        id,
        what,
    };
    let endpoints = endpoints(workspace).into_iter().map(|endpoint| {
        let Endpoint { id, service } = endpoint;
        let (aws_id, aws_account) = (aws_id(&id), Accounts::of(workspace).aws);
        preexisting(id, What::VpcEndpoint { aws_id, aws_account, service })
    });
    let serverless = workspace.network.serverless.as_ref();
    let config = serverless.and_then(|it| it.connectivity_configuration.as_deref()?.existing());
    let config = config.map(|id| preexisting(id.to_string(), What::NetworkConnectivityConfig));
    let policy = serverless.and_then(|it| it.policy.as_ref()?.existing());
    let policy = policy.map(|id| preexisting(id.to_string(), What::NetworkPolicy));
    let metastore = workspace.metastore.existing();
    let catalogs = catalogs(workspace);
    let id = match metastore {
        Some(id) => id.to_string(),
        None => AUTOMATIC_METASTORE.to_owned(),
    };
    let is_there = metastore.is_some() || !catalogs.is_empty();
    let metastore =
        is_there.then(|| preexisting(id.clone(), What::Metastore("primary".to_owned())));
    let catalogs = catalogs
        .into_iter()
        .map(|(name, schemas)| preexisting(name, What::Catalog { metastore: id.clone(), schemas }));
    let identities = identities(workspace);
    let kinds = [
        (identities.groups, What::Group),
        (identities.users, What::User),
        (identities.service_principals, What::ServicePrincipal),
    ];
    let identities = kinds
        .into_iter()
        .flat_map(|(names, kind)| names.into_iter().map(move |name| (name, kind.clone())))
        .map(|(name, kind)| preexisting(name, kind));
    endpoints
        .chain(config)
        .chain(policy)
        .chain(metastore)
        .chain(catalogs)
        .chain(identities)
        .collect()
}

/// Where catalogs are there, Databricks made their metastore long ago.
const AUTOMATIC_METASTORE: &str = "44444444-0000-4000-8000-000000000001";

/// Catalogs that are there, with those of their schemas that are, too. Databricks' own are always there.
fn catalogs(workspace: &Workspace) -> Vec<(String, Vec<String>)> {
    let existing = workspace.catalogs.iter().filter(|catalog| {
        catalog.is_existing() && !matches!(catalog.name.as_str(), "system" | "samples")
    });
    let schemas = |catalog: &Catalog| {
        let existing = catalog.schemas.iter().filter(|schema| *schema.existing);
        existing.map(|schema| schema.name.to_string()).collect()
    };
    existing.map(|catalog| (catalog.name.to_string(), schemas(catalog))).collect()
}

/// Who is in the account already, because an identity provider brings them.
#[derive(Default)]
struct Identities {
    /// Names.
    groups: Vec<String>,
    /// E-mail addresses.
    users: Vec<String>,
    /// Application ids.
    service_principals: Vec<String>,
}

/// Those that the workspace's part of the blueprint refers to and does not make.
fn identities(workspace: &Workspace) -> Identities {
    let identity = &workspace.identity;
    let groups = identity.written_groups.iter();
    let groups = groups.filter(|(_, group)| matches!(group.value, Group::Existing));
    let members = identity.written_groups.values().flat_map(|group| match &group.value {
        Group::Existing => &[][..],
        Group::Create { members, .. } => members,
    });
    let members = members.map(|member| &member.value);
    let access = workspace.access.keys();
    let named: BTreeSet<_> = members.chain(access).chain(workspace.granted()).collect();
    let created: Vec<String> = identity
        .users
        .iter()
        .flat_map(|users| users.iter().map(|it| it.value.to_string()))
        .collect();
    let users = named.into_iter().filter(|it| it.is_user()).map(ToString::to_string);
    let service_principals = identity.written_service_principals.values();
    Identities {
        groups: groups.map(|(name, _)| name.to_string()).collect(),
        users: users.filter(|user| !created.contains(user)).collect(),
        service_principals: service_principals
            .filter_map(|it| it.value.existing().map(ToString::to_string))
            .collect(),
    }
}

/// A registration that is there.
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) service: Service,
}

fn endpoints(workspace: &Workspace) -> Vec<Endpoint> {
    let front = workspace.network.front_end().and_then(FrontEnd::existing);
    let front = front.map(|id| Endpoint { id: id.to_string(), service: Service::RestApi });
    back_end(workspace).into_iter().chain(front).collect()
}

/// Those of the clusters, which lie in the VPC of the clusters.
pub(crate) fn back_end(workspace: &Workspace) -> Vec<Endpoint> {
    let Some(BackEnd::Existing(ids)) = workspace.network.back_end().map(|end| &**end) else {
        return Vec::new();
    };
    [(&ids.rest_api, Service::RestApi), (&ids.relay, Service::Relay)]
        .map(|(id, service)| Endpoint { id: id.to_string(), service })
        .into()
}

/// The endpoint in AWS has an id that follows from that of its registration.
pub(crate) fn aws_id(registration: &str) -> String {
    let digits: String = registration.chars().filter(char::is_ascii_hexdigit).collect();
    format!("vpce-{}", &digits[digits.len().saturating_sub(17)..])
}
