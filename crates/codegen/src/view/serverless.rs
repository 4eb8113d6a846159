//! `network.serverless`.

use std::collections::BTreeMap;

use blueprint::Entry;
use blueprint::sections::network::private_endpoint::PrivateEndpoint;
use blueprint::sections::network::serverless;
use blueprint::values::{BucketName, HostName, Name, Uuid};
use serde::Serialize;

use super::provision::Provision;

#[derive(Debug, Serialize)]
pub(super) struct Serverless<'a> {
    connectivity_configuration: Option<Provision<'a, Uuid>>,
    private_endpoints: &'a BTreeMap<Name, Entry<PrivateEndpoint>>,
    policy: Option<Policy<'a>>,
}

#[derive(Debug, Serialize)]
struct Policy<'a> {
    existing: Option<&'a Name>,
    create: bool,
    /// Empty where the policy is there already, as what follows.
    allowed_domains: &'a [Entry<HostName>],
    allowed_buckets: &'a [Entry<BucketName>],
    dry_run: bool,
}

impl<'a> Serverless<'a> {
    pub(super) fn of(serverless: &'a serverless::Serverless) -> Self {
        let serverless::Serverless {
            connectivity_configuration,
            private_endpoints,
            policy,
            header: _,
        } = serverless;
        Self {
            connectivity_configuration: connectivity_configuration.as_deref().map(Provision::of),
            private_endpoints,
            policy: policy.as_ref().map(Policy::of),
        }
    }
}

impl<'a> Policy<'a> {
    fn of(policy: &'a serverless::Policy) -> Self {
        match policy {
            serverless::Policy::Existing { id, header: _ } => Self {
                existing: Some(id),
                create: false,
                allowed_domains: &[],
                allowed_buckets: &[],
                dry_run: false,
            },
            serverless::Policy::Create(new) => Self {
                existing: None,
                create: true,
                allowed_domains: &new.allowed_domains,
                allowed_buckets: &new.allowed_buckets,
                dry_run: *new.dry_run,
            },
        }
    }
}
