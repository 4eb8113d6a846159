//! Endpoint services of the Databricks control plane: `data/endpoint_services.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use blueprint::values::Partition;
use serde::Deserialize;

static SERVICES: LazyLock<BTreeMap<String, BTreeMap<String, Services>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/endpoint_services.toml")).expect("a test reads the data")
});

#[derive(Debug, Deserialize)]
struct Services {
    rest: String,
    relay: String,
    direct: Option<String>,
}

/// What an endpoint is for, as the API calls it.
pub(crate) fn use_case(
    partition: &Partition,
    region: &str,
    service_id: &str,
) -> Option<&'static str> {
    let services = SERVICES.get(&partition.name)?.get(region)?;
    match service_id {
        id if id == services.rest => Some("WORKSPACE_ACCESS"),
        id if id == services.relay => Some("DATAPLANE_RELAY_ACCESS"),
        id if Some(id) == services.direct.as_deref() => Some("SERVICE_DIRECT"),
        _ => None,
    }
}

/// The id of the service of a use, where the region has it.
pub(crate) fn of_use(partition: &Partition, region: &str, use_case: &str) -> Option<&'static str> {
    let is_it = |id: &&'static str| self::use_case(partition, region, id) == Some(use_case);
    known(partition, region).into_iter().find(is_it)
}

/// The services that an endpoint in the region may connect to, for messages.
pub(crate) fn known(partition: &Partition, region: &str) -> Vec<&'static str> {
    let services = SERVICES.get(&partition.name).and_then(|regions| regions.get(region));
    services
        .into_iter()
        .flat_map(|it| [Some(it.rest.as_str()), Some(it.relay.as_str()), it.direct.as_deref()])
        .flatten()
        .collect()
}
