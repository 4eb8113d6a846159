//! What the fake is told before the first request.

use std::net::Ipv4Addr;
use std::str::FromStr;
use std::time::Duration;

use serde::Serialize;

#[derive(Clone, Debug)]
pub struct Settings {
    /// How long IAM takes until a new role or policy is known everywhere; zero: at once.
    pub iam_propagation: Duration,
    /// How long a new role or policy is unknown to Unity Catalog.
    pub unity_catalog_propagation: Duration,
    /// What the Databricks accounts are entitled to: no workspace gets more.
    pub tier: Tier,
    /// The prefix that the account team has registered; without it no workspace may name its deployment.
    pub deployment_prefix: Option<String>,
    /// Public addresses of whoever applies from outside: an IP access list must let one of them in.
    pub callers: Vec<Ipv4Addr>,
}

/// Where requests from outside come from: the range of RFC 5737 for documentation.
pub const CALLER: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 80);

/// Pricing tiers, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Tier {
    Standard,
    Premium,
    Enterprise,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            iam_propagation: Duration::ZERO,
            unity_catalog_propagation: Duration::ZERO,
            tier: Tier::Enterprise,
            deployment_prefix: None,
            callers: vec![CALLER],
        }
    }
}

impl FromStr for Tier {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_uppercase().as_str() {
            "STANDARD" => Ok(Self::Standard),
            "PREMIUM" => Ok(Self::Premium),
            "ENTERPRISE" => Ok(Self::Enterprise),
            _ => Err(()),
        }
    }
}
