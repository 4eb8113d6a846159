//! Published rates per DBU, and those that a user puts in their place.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use blueprint::values::Tier;
use serde::{Deserialize, Serialize};

/// `data/dbu_rates.toml`, or that with a user's rates over it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    pub source: String,
    /// When the rates were seen.
    pub recorded: String,
    pub currency: String,
    pub workloads: BTreeMap<String, Workload>,
    /// Where a user's own rates come from.
    #[serde(skip)]
    pub own: Option<OwnRates>,
}

/// What a user says of rates that replace published ones.
#[derive(Clone, Debug, Serialize)]
pub struct OwnRates {
    pub source: Option<String>,
    pub currency: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    pub name: String,
    /// Name in the older price lists, `-` if it was not there.
    pub formerly: String,
    pub plane: WorkloadPlane,
    /// Stem of `sku_name` in `system.billing.usage`.
    pub sku: String,
    pub note: String,
    /// By tier.
    rates: BTreeMap<String, f64>,
    #[serde(default)]
    regions: BTreeMap<String, f64>,
    /// The user's own, which holds in every tier and region.
    #[serde(skip)]
    own: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkloadPlane {
    Classic,
    Serverless,
}

/// A user's file: `jobs = 0.11` for each workload of the published rates that has another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Overrides {
    source: Option<String>,
    currency: Option<String>,
    rates: BTreeMap<String, f64>,
}

static PUBLISHED: LazyLock<Rates> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/dbu_rates.toml")).expect("a test reads the data")
});

impl Rates {
    pub fn published() -> Self {
        PUBLISHED.clone()
    }

    /// The published rates with those of `text` in their place.
    pub fn overridden(text: &str) -> Result<Self, String> {
        let overrides: Overrides = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut rates = Self::published();
        for (id, rate) in overrides.rates {
            if !rate.is_finite() || rate < 0.0 {
                return Err(format!("the rate of `{id}` is no price: {rate}"));
            }
            let Some(workload) = rates.workloads.get_mut(&id) else {
                let known: Vec<_> = rates.workloads.keys().map(String::as_str).collect();
                return Err(format!("there is no workload `{id}`: one of {}", known.join(", ")));
            };
            workload.own = Some(rate);
        }
        let currency = overrides.currency.unwrap_or_else(|| rates.currency.clone());
        rates.own = Some(OwnRates { source: overrides.source, currency });
        Ok(rates)
    }
}

/// Whose number a rate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    Published,
    Yours,
    /// No number was recorded.
    Unknown,
}

impl Workload {
    /// A regional rate outweighs the one of US regions.
    pub(crate) fn rate(&self, tier: Tier, region: &str) -> (Option<f64>, Origin) {
        if self.own.is_some() {
            return (self.own, Origin::Yours);
        }
        let listed = self.rates.get(&tier.to_string()).copied();
        let regional = listed.and(self.regions.get(region).copied());
        // Rates of serverless and SQL Pro differ by region; those of other workloads were recorded alike.
        let is_regional = self.sku.ends_with("<REGION>") && !region.starts_with("us-");
        match regional.or(listed.filter(|_| !is_regional)) {
            Some(rate) => (Some(rate), Origin::Published),
            None => (None, Origin::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(rates: &Rates, id: &str, tier: Tier, region: &str) -> (Option<f64>, Origin) {
        rates.workloads[id].rate(tier, region)
    }

    #[test]
    fn a_region_has_its_own_rate_or_none() {
        let rates = Rates::published();
        let tier = Tier::Premium;
        assert_eq!(rate(&rates, "sql-pro", tier, "us-east-1"), (Some(0.55), Origin::Published));
        assert_eq!(rate(&rates, "sql-pro", tier, "eu-west-1"), (Some(0.72), Origin::Published));
        assert_eq!(rate(&rates, "serverless-jobs", tier, "eu-west-1"), (None, Origin::Unknown));
        assert_eq!(rate(&rates, "sql-pro", Tier::Standard, "eu-west-1"), (None, Origin::Unknown));
    }

    #[test]
    fn a_users_rate_holds_everywhere() {
        let rates = Rates::overridden("currency = \"EUR\"\n[rates]\njobs = 0.11").unwrap();
        assert_eq!(rate(&rates, "jobs", Tier::Premium, "eu-west-1"), (Some(0.11), Origin::Yours));
        let all_purpose = rate(&rates, "all-purpose", Tier::Premium, "eu-west-1");
        assert_eq!(all_purpose, (Some(0.55), Origin::Published));
        // Published ones are not converted.
        assert_eq!((&*rates.currency, &*rates.own.unwrap().currency), ("USD", "EUR"));
    }

    #[test]
    fn a_rate_of_nothing_is_refused_by_name() {
        let mistake = Rates::overridden("[rates]\njob = 0.1").unwrap_err();
        assert!(
            mistake.starts_with("there is no workload `job`: one of all-purpose, "),
            "{mistake}"
        );
        assert!(Rates::overridden("[rates]\njobs = -1.0").unwrap_err().contains("no price"));
    }
}
