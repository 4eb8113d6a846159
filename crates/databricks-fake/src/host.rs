//! Hosts of Databricks: an account console for each partition, and beside it, under the same domain, its workspaces.

use blueprint::values::{GovcloudShard, Partition, Region};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Console(Partition),
    Workspace(Address),
}

/// `dbc-0123abcd-4567` under `cloud.databricks.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) deployment: String,
    pub(crate) partition: Partition,
}

pub(crate) fn serves(host: &str) -> bool {
    let host = without_port(host);
    [".databricks.com", ".databricks.us", ".databricks.mil"].iter().any(|end| host.ends_with(end))
}

pub(crate) fn parse(host: &str) -> Option<Host> {
    let host = without_port(host).to_lowercase();
    if let Some(partition) = partitions().find(|partition| console(partition) == host) {
        return Some(Host::Console(partition));
    }
    let (deployment, domain) = host.split_once('.')?;
    let partition = partitions().find(|partition| domain_of(partition) == domain)?;
    Some(Host::Workspace(Address { deployment: deployment.to_owned(), partition }))
}

pub(crate) fn console(partition: &Partition) -> &str {
    partition.accounts_host.trim_start_matches("https://")
}

/// Where the provider looks for a workspace: the console's host with another first label
/// (terraform-provider-databricks 1.126.0, in `generateWorkspaceHostname`).
pub(crate) fn domain_of(partition: &Partition) -> &str {
    console(partition).split_once('.').map_or("", |(_, domain)| domain)
}

fn partitions() -> impl Iterator<Item = Partition> {
    Region::all()
        .flat_map(|region| [None, Some(GovcloudShard::Dod)].map(|shard| region.partition(shard)))
}

fn without_port(host: &str) -> &str {
    host.split(':').next().unwrap_or(host)
}
