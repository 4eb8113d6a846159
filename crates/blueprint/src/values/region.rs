//! AWS regions and what `data/regions.toml` knows of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Mistake, MistakeKind, text_value};
use crate::nearest::nearest;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Data {
    zones_shown: BTreeMap<String, usize>,
    partitions: BTreeMap<String, Partition>,
    regions: BTreeMap<String, Vec<String>>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/regions.toml")).expect("a test reads the data")
});

/// A region in which Databricks runs classic workspaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region(&'static str);

/// Which Databricks a deployment belongs to: commercial, or one of the two in GovCloud.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "kebab-case"))]
pub struct Partition {
    /// As the Databricks provider names it: `aws`, `aws-us-gov`, `aws-us-gov-dod`.
    #[serde(default)]
    pub name: String,
    /// As ARNs name it: `aws`, `aws-us-gov`.
    pub arn_partition: String,
    /// The account console.
    pub accounts_host: String,
    /// Databricks' own AWS account, which assumes roles and uses buckets and keys.
    pub control_plane_account: String,
    /// Databricks' own AWS account, which the buckets of artifacts and sample data belong to.
    pub artifacts_account: String,
    /// Databricks' own AWS account, which the machine images of clusters belong to.
    pub images_account: String,
    /// Not the commercial one, so data sources must be told.
    #[serde(default)]
    pub govcloud: bool,
}

/// Databricks runs two separate services in AWS GovCloud.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum GovcloudShard {
    Civilian,
    Dod,
}

impl Region {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        match DATA.regions.get_key_value(text) {
            Some((name, _)) => Ok(Self(name)),
            None => Err(unknown(text)),
        }
    }

    pub fn all() -> impl Iterator<Item = Self> {
        DATA.regions.keys().map(|name| Self(name))
    }

    pub fn name(self) -> &'static str {
        self.0
    }

    pub fn is_govcloud(self) -> bool {
        self.0.starts_with("us-gov-")
    }

    /// Ids of the availability zones, in the order in which a number of zones takes them.
    pub fn zone_ids(self) -> &'static [String] {
        &DATA.regions[self.0]
    }

    /// As many of them as every account is shown. Where that is not all, an account may be shown others.
    pub fn shown_zone_ids(self) -> &'static [String] {
        let all = self.zone_ids();
        &all[..DATA.zones_shown.get(self.0).copied().unwrap_or(all.len())]
    }

    pub fn partition(self, shard: Option<GovcloudShard>) -> Partition {
        let name = match (self.is_govcloud(), shard) {
            (false, _) => "aws",
            (true, Some(GovcloudShard::Dod)) => "aws-us-gov-dod",
            (true, _) => "aws-us-gov",
        };
        let partition = DATA.partitions[name].clone();
        Partition { name: name.to_owned(), govcloud: self.is_govcloud(), ..partition }
    }
}

fn unknown(text: &str) -> Mistake {
    let names: Vec<_> = DATA.regions.keys().map(String::as_str).collect();
    let help = match nearest(text, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("one of {}", names.join(", ")),
    };
    let message = format!("Databricks runs no workspaces in `{text}`");
    Mistake { kind: MistakeKind::UnknownRegion, message, help: Some(help) }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

// Named one by one, so that editors offer them.
text_value!(
    Region,
    schemars::json_schema!({ "type": "string", "enum": Region::all().map(Region::name).collect::<Vec<_>>() })
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_shown_two_zones_of_us_west_1() {
        let region = Region::parse("us-west-1").unwrap();
        assert_eq!((region.zone_ids().len(), region.shown_zone_ids().len()), (3, 2));
        assert!(DATA.zones_shown.keys().all(|name| DATA.regions.contains_key(name)));
    }

    #[test]
    fn every_region_has_zones_of_its_own_and_a_partition() {
        for region in Region::all() {
            assert!(region.zone_ids().len() >= 2, "{region}");
            let stem = region.zone_ids()[0].split('-').next().unwrap();
            assert!(region.zone_ids().iter().all(|id| id.starts_with(stem)), "{region}");
            assert!(region.shown_zone_ids().len() >= 2, "{region}");
            assert!(!region.partition(None).control_plane_account.is_empty());
        }
    }
}
