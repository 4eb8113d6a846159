//! `[network.firewall]`: the hub through which clusters reach the internet, and what they may ask for.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::layer::keys;
use crate::reading::Reading;
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{Cidr, DomainPattern, Subnet};

keys! {
    "network.firewall";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "Firewall")]
    pub struct Written {
        /// Range of the hub VPC, `/24` or larger.
        pub cidr: Option<Entry<Cidr>>,
        /// Domains that clusters may reach, besides those of Databricks and AWS that they need:
        /// `"pypi.org"`, or `".pypi.org"` for every name below it.
        pub allowed_domains: Option<Entry<Vec<Entry<DomainPattern>>>>,
    }
}

/// The hub as the section says it: where its subnets lie is planned for all workspaces together.
#[derive(Clone, Debug)]
pub(crate) struct FirewallDraft {
    pub(crate) cidr: Sourced<Cidr>,
    pub(crate) allowed_domains: Sourced<Vec<Entry<DomainPattern>>>,
}

/// A VPC between the clusters' VPC and the internet, with a firewall in each zone.
#[derive(Clone, Debug)]
pub struct Firewall {
    pub cidr: Sourced<Cidr>,
    pub allowed_domains: Sourced<Vec<Entry<DomainPattern>>>,
    pub subnets: HubSubnets,
}

/// One subnet of each kind in each of the workspace's zones.
#[derive(Clone, Debug, Default)]
pub struct HubSubnets {
    /// Where the transit gateway is attached.
    pub transit: Vec<Subnet>,
    pub firewall: Vec<Subnet>,
    /// Of the NAT gateways.
    pub public: Vec<Subnet>,
}

/// In the 2026 edition a hub has this range if the blueprint gives it none.
const DEFAULT_CIDR: &str = "10.254.0.0/24";
/// Where the languages of the runtime get their packages. Source: Databricks, "Data Exfiltration
/// Protection with Databricks on AWS", and databricks/terraform-databricks-examples,
/// modules/aws-exfiltration-protection, read 2026-09.
const PACKAGE_MIRRORS: [&str; 5] =
    [".cran.r-project.org", ".maven.org", ".pypi.org", ".pythonhosted.org", ".spark-packages.org"];

pub(super) fn resolve(written: Written, section: Span, reading: &mut Reading) -> FirewallDraft {
    let Written { cidr, allowed_domains } = written;
    let mirrors = || {
        let entry = |text: &&str| Entry {
            value: DomainPattern::parse(text).expect("a domain"),
            span: section,
            inherited: false,
        };
        PACKAGE_MIRRORS.iter().map(entry).collect()
    };
    let default = || Cidr::parse(DEFAULT_CIDR).expect("a range");
    FirewallDraft {
        cidr: reading.or(Written::cidr, cidr, section, default),
        allowed_domains: reading.or(Written::allowed_domains, allowed_domains, section, mirrors),
    }
}

impl FirewallDraft {
    pub(super) fn settle(self, subnets: HubSubnets) -> Firewall {
        let Self { cidr, allowed_domains } = self;
        Firewall { cidr, allowed_domains, subnets }
    }
}
