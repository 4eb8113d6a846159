//! What `data/control_plane.toml` knows of the Databricks control plane of a region.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Partition, Region};

static DATA: LazyLock<BTreeMap<String, BTreeMap<String, Written>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/control_plane.toml")).expect("a test reads the data")
});

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    rest: String,
    relay: String,
    direct: Option<String>,
    direct_zones: Option<Vec<String>>,
    web_host: Option<String>,
    relay_host: Option<String>,
    addresses: Option<String>,
    metastore_host: Option<String>,
    private_zone: Option<String>,
    shard: String,
    log_shard: Option<String>,
    sample_shard: Option<String>,
    artifacts: Option<Vec<String>>,
}

/// How a network reaches the control plane of its region. What is not published is `None`.
#[derive(Clone, Debug, Serialize)]
pub struct ControlPlane {
    /// Endpoint service of the web application and the REST API, as AWS names it.
    pub rest_service: String,
    /// Endpoint service of the secure cluster connectivity relay.
    pub relay_service: String,
    /// Endpoint service of service-direct.
    pub direct_service: Option<String>,
    /// Ids of the zones that have service-direct, if not all do.
    pub direct_zones: Option<Vec<String>>,
    /// Name under which the region's web application is reached: `ireland.cloud.databricks.com`.
    pub web_host: Option<String>,
    /// The same over `PrivateLink`: `ireland.privatelink.cloud.databricks.com`.
    pub private_zone: Option<String>,
    /// Name of the relay on the public path.
    pub relay_host: Option<String>,
    /// Addresses of the control plane on the public path.
    pub addresses: Option<String>,
    /// Database of the legacy Hive metastore, port 3306, never on `PrivateLink`.
    pub metastore_host: Option<String>,
    pub buckets: Buckets,
}

/// Databricks' own buckets that clusters of a region use.
#[derive(Clone, Debug, Serialize)]
pub struct Buckets {
    /// Runtime images and libraries.
    pub artifacts: Vec<String>,
    /// To which clusters write.
    pub logs: String,
    pub sample_data: String,
    pub system_tables: String,
}

impl ControlPlane {
    pub fn of(region: Region, partition: &Partition) -> Self {
        let written = DATA[&partition.name][region.name()].clone();
        let buckets = Buckets::of(region, partition, &written);
        let service = |id: &str| format!("com.amazonaws.vpce.{region}.{id}");
        let private_zone = written.private_zone.or_else(|| {
            let (label, rest) = written.web_host.as_ref()?.split_once('.')?;
            Some(format!("{label}.privatelink.{rest}"))
        });
        Self {
            rest_service: service(&written.rest),
            relay_service: service(&written.relay),
            direct_service: written.direct.as_deref().map(service),
            direct_zones: written.direct_zones,
            web_host: written.web_host,
            private_zone,
            relay_host: written.relay_host,
            addresses: written.addresses,
            metastore_host: written.metastore_host,
            buckets,
        }
    }
}

impl Buckets {
    fn of(region: Region, partition: &Partition, written: &Written) -> Self {
        let Written { shard, log_shard, sample_shard, artifacts, .. } = written;
        let artifacts = artifacts.clone();
        let service = match partition.name.as_str() {
            "aws-us-gov" => "-gov",
            "aws-us-gov-dod" => "-dod",
            _ => "",
        };
        Self {
            artifacts: artifacts
                .unwrap_or_else(|| vec![format!("databricks-prod-artifacts-{region}")]),
            logs: format!("databricks-prod-storage-{}", log_shard.as_ref().unwrap_or(shard)),
            sample_data: format!("databricks-datasets-{}", sample_shard.as_ref().unwrap_or(shard)),
            system_tables: format!("system-tables-prod-{region}{service}-uc-metastore-bucket"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::GovcloudShard;

    #[test]
    fn every_region_has_a_control_plane_in_each_of_its_partitions() {
        for region in Region::all() {
            for shard in [None, Some(GovcloudShard::Civilian), Some(GovcloudShard::Dod)] {
                let control_plane = ControlPlane::of(region, &region.partition(shard));
                assert!(control_plane.rest_service.contains(region.name()), "{region}");
                assert_ne!(control_plane.rest_service, control_plane.relay_service, "{region}");
            }
        }
    }

    #[test]
    fn buckets_are_named_after_region_service_and_shard() {
        let of = |name: &str, shard: Option<GovcloudShard>| {
            let region = Region::parse(name).expect("a region");
            ControlPlane::of(region, &region.partition(shard)).buckets
        };
        assert_eq!(of("eu-west-1", None).artifacts, ["databricks-prod-artifacts-eu-west-1"]);
        assert_eq!(of("us-west-1", None).artifacts, ["databricks-prod-artifacts-us-west-2"]);
        assert_eq!(of("us-east-1", None).logs, "databricks-prod-storage-virginia");
        assert_eq!(of("ap-southeast-3", None).sample_data, "databricks-datasets-oregon");
        let dod = of("us-gov-west-1", Some(GovcloudShard::Dod));
        assert_eq!(dod.logs, "databricks-prod-storage-pendleton-dod");
        assert_eq!(dod.sample_data, "databricks-datasets-pendleton");
        assert_eq!(dod.system_tables, "system-tables-prod-us-gov-west-1-dod-uc-metastore-bucket");
    }
}
