//! `[network.serverless]`: how serverless compute, which runs in Databricks' accounts, reaches what is yours.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::private_endpoint::{self, PrivateEndpoint};
use crate::layer::{Section, keys};
use crate::reading::{Reading, WrittenKey};
use crate::sourced::{Entry, Sourced};
use crate::values::{BucketName, HostName, Name, Provision, Uuid};

keys! {
    "network.serverless";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "Serverless")]
    pub struct Written {
        /// The network connectivity configuration, which gives serverless compute its way out: `"create"`,
        /// or `{ existing = "<id>" }`.
        pub connectivity_configuration: Option<Entry<Provision<Uuid>>>,
        /// Private endpoints from serverless compute to buckets or to a service in your VPC.
        #[serde(default)]
        pub private_endpoints: BTreeMap<Name, Entry<PrivateEndpoint>>,
        /// What serverless compute may reach. Left out, everything.
        pub policy: Option<Section<WrittenPolicy>>,
    }
}

keys! {
    "network.serverless.policy";
    #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[schemars(rename = "ServerlessPolicy")]
    pub struct WrittenPolicy {
        /// Id of a network policy that is there already.
        pub existing: Option<Entry<Name>>,
        /// Names of hosts on the internet that serverless compute may reach.
        pub allowed_domains: Option<Entry<Vec<Entry<HostName>>>>,
        /// Buckets in the workspace's region that it may reach beside those of Unity Catalog.
        pub allowed_buckets: Option<Entry<Vec<Entry<BucketName>>>>,
        /// `true`: what is not allowed is only logged.
        pub dry_run: Option<Entry<bool>>,
    }
}

#[derive(Clone, Debug)]
pub struct Serverless {
    pub connectivity_configuration: Option<Sourced<Provision<Uuid>>>,
    pub private_endpoints: BTreeMap<Name, Entry<PrivateEndpoint>>,
    pub policy: Option<Policy>,
    /// `[network.serverless]` itself.
    pub header: Sourced<()>,
}

/// A network policy.
#[derive(Clone, Debug)]
pub enum Policy {
    Existing {
        id: Sourced<Name>,
        /// `[network.serverless.policy]` itself.
        header: Sourced<()>,
    },
    Create(NewPolicy),
}

/// Serverless compute reaches nothing but what it names, and what Databricks and Unity Catalog need.
#[derive(Clone, Debug)]
pub struct NewPolicy {
    pub allowed_domains: Sourced<Vec<Entry<HostName>>>,
    pub allowed_buckets: Sourced<Vec<Entry<BucketName>>>,
    pub dry_run: Sourced<bool>,
    /// `[network.serverless.policy]` itself.
    pub header: Sourced<()>,
}

impl Policy {
    /// Id of the one that is there already.
    pub fn existing(&self) -> Option<&Name> {
        match self {
            Self::Existing { id, .. } => Some(id),
            Self::Create(_) => None,
        }
    }

    /// `[network.serverless.policy]` itself.
    pub fn header(&self) -> &Sourced<()> {
        match self {
            Self::Existing { header, .. } | Self::Create(NewPolicy { header, .. }) => header,
        }
    }
}

pub(super) fn resolve(
    (header, written): (Sourced<()>, Written),
    reading: &mut Reading,
) -> Serverless {
    let section = header.span();
    let Written { connectivity_configuration, private_endpoints, policy } = written;
    for (name, endpoint) in &private_endpoints {
        private_endpoint::check(name, endpoint, reading);
    }
    let policy = reading.table(Written::policy, policy, section);
    Serverless {
        connectivity_configuration: reading.optional_or(
            Written::connectivity_configuration,
            connectivity_configuration,
            section,
            || Provision::Create,
        ),
        private_endpoints,
        policy: policy.map(|table| resolve_policy(table, reading)),
        header,
    }
}

fn resolve_policy(
    (header, written): (Sourced<()>, WrittenPolicy),
    reading: &mut Reading,
) -> Policy {
    let section = header.span();
    let WrittenPolicy { existing, allowed_domains, allowed_buckets, dry_run } = written;
    let domains_key = WrittenPolicy::allowed_domains;
    let buckets_key = WrittenPolicy::allowed_buckets;
    let dry_run_key = WrittenPolicy::dry_run;
    if let Some(id) = Reading::optional(WrittenPolicy::existing, existing) {
        let keys = [
            WrittenKey::of(domains_key, allowed_domains.as_ref()),
            WrittenKey::of(buckets_key, allowed_buckets.as_ref()),
            WrittenKey::of(dry_run_key, dry_run.as_ref()),
        ];
        reading.inapplicable(keys, &id, "the policy is there already and stays as it is");
        return Policy::Existing { id, header };
    }
    Policy::Create(NewPolicy {
        allowed_domains: reading.or(domains_key, allowed_domains, section, Vec::new),
        allowed_buckets: reading.or(buckets_key, allowed_buckets, section, Vec::new),
        dry_run: reading.or(dry_run_key, dry_run, section, || false),
        header,
    })
}
