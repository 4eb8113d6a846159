//! What decides how a workspace is described: its blueprint, reduced to the few questions that components,
//! connections, steps, costs and the picture ask alike.

mod of;

use std::fmt::Display;

use blueprint::sections::network::{CustomerManaged, Existing};
use blueprint::sections::workspace::Workspace;
use blueprint::values::{Subnet, Tier};
use blueprint::{Architecture, Entry};

pub(crate) struct Site<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) vpc: Vpc<'a>,
    pub(crate) way_out: WayOut,
    /// The clusters', where we create them.
    pub(crate) subnets: &'a [Subnet],
    pub(crate) back_end: Option<BackEnd>,
    pub(crate) front_end: Option<FrontEnd<'a>>,
    pub(crate) service_direct: bool,
    /// The workspace is reached from any network.
    pub(crate) public_access: bool,
    /// Ranges from which it is reached over the internet; empty: from anywhere.
    pub(crate) ip_access_list: Vec<String>,
    pub(crate) metastore: Metastore,
    /// Of the VPC in place of AWS' own; mostly empty.
    pub(crate) dns_servers: Vec<String>,
    pub(crate) restricted_endpoints: bool,
    pub(crate) serverless: ServerlessNetwork,
    /// Folders of the stacks that are applied before the workspace's.
    pub(crate) applied_before: Vec<String>,
}

pub(crate) enum Vpc<'a> {
    /// A serverless workspace has none.
    None,
    Databricks,
    Own(&'a CustomerManaged),
    /// Of another workspace, whose name this is.
    Shared {
        owner: &'a str,
    },
    Existing(&'a Existing),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayOut {
    /// The NAT gateway that Databricks makes.
    DatabricksNat,
    NatPerZone,
    SingleNat,
    Firewall,
    Isolated,
    /// Routes of a VPC that was there already.
    Yours,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BackEnd {
    Created,
    Existing,
    Shared,
}

pub(crate) struct FrontEnd<'a> {
    /// Id of the registered endpoint, where it is there already; all else means nothing then.
    pub(crate) existing: Option<String>,
    pub(crate) cidr: String,
    pub(crate) subnets: &'a [Subnet],
    pub(crate) clients: Vec<String>,
    /// Zones of the endpoint for performance-intensive services.
    pub(crate) direct_zones: usize,
    /// Your side of a site-to-site VPN.
    pub(crate) vpn: Option<String>,
}

pub(crate) enum Metastore {
    /// `hive_off`: the workspace's own Hive metastore is switched off.
    UnityCatalog {
        hive_off: bool,
    },
    LegacyHive,
    Glue,
    ExternalHive {
        addresses: Vec<String>,
        port: u16,
    },
}

#[derive(Default)]
pub(crate) struct ServerlessNetwork {
    pub(crate) has_configuration: bool,
    pub(crate) endpoints: Vec<PrivateEndpoint>,
    pub(crate) policy: Option<Policy>,
}

pub(crate) struct PrivateEndpoint {
    pub(crate) name: String,
    /// An endpoint service; none for buckets.
    pub(crate) service: Option<String>,
    /// Domains of the service, or buckets.
    pub(crate) targets: Vec<String>,
}

pub(crate) struct Policy {
    pub(crate) existing: Option<String>,
    /// What serverless compute may reach on the internet, and in S3.
    pub(crate) domains: Vec<String>,
    pub(crate) buckets: Vec<String>,
    pub(crate) dry_run: bool,
}

impl<'a> Site<'a> {
    pub(crate) fn all(arch: &'a Architecture) -> Vec<Self> {
        arch.workspaces.iter().map(|workspace| of::site(arch, workspace)).collect()
    }

    pub(crate) fn name(&self) -> &str {
        self.workspace.name.as_str()
    }

    pub(crate) fn region(&self) -> &'static str {
        self.workspace.region.name()
    }

    pub(crate) fn is_classic(&self) -> bool {
        !matches!(self.vpc, Vpc::None)
    }

    pub(crate) fn is_govcloud(&self) -> bool {
        self.workspace.partition.govcloud
    }

    /// Clusters run in a VPC that we create, for this workspace or for the one it shares with.
    pub(crate) fn has_our_vpc(&self) -> bool {
        matches!(self.vpc, Vpc::Own(_) | Vpc::Shared { .. })
    }

    pub(crate) fn has_your_vpc(&self) -> bool {
        self.has_our_vpc() || matches!(self.vpc, Vpc::Existing(_))
    }

    /// In GovCloud sources disagree on what of it is there, so it is not promised.
    pub(crate) fn has_serverless(&self) -> bool {
        !self.is_govcloud() && *self.workspace.tier != Tier::Standard
    }

    pub(crate) fn has_unity_catalog(&self) -> bool {
        matches!(self.metastore, Metastore::UnityCatalog { .. })
    }

    /// Where NAT gateways stand in a VPC of its own.
    pub(crate) fn nat_subnets(&self) -> &'a [Subnet] {
        let all = self.own_vpc().map_or(&[][..], |own| &own.public_subnets);
        if self.way_out == WayOut::SingleNat { &all[..all.len().min(1)] } else { all }
    }

    pub(crate) fn own_vpc(&self) -> Option<&'a CustomerManaged> {
        match self.vpc {
            Vpc::Own(own) => Some(own),
            _ => None,
        }
    }
}

pub(crate) fn shown<T: Display>(entries: &[Entry<T>]) -> Vec<String> {
    entries.iter().map(|entry| entry.value.to_string()).collect()
}
