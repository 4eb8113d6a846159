//! The network as its section says it, and what becomes of it once others have decided the rest.

use super::customer_managed::{OwnersVpc, Ranges, SharedDraft, VpcDraft};
use super::private_link::PrivateLinkDraft;
use super::serverless::Serverless;
use super::written::Mode;
use super::{Existing, Kind, Network};
use crate::addresses::Pin;
use crate::sourced::{Entry, Sourced};
use crate::values::{Cidr, ZoneId};

/// The network as the section says it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) mode: Option<Sourced<Mode>>,
    pub(crate) private_link: Option<PrivateLinkDraft>,
    pub(crate) ip_access_list: Option<Sourced<Vec<Entry<Cidr>>>>,
    pub(crate) serverless: Option<Serverless>,
    pub(crate) kind: KindDraft,
}

#[expect(clippy::large_enum_variant, reason = "one for each workspace")]
#[derive(Clone, Debug)]
pub(crate) enum KindDraft {
    ServerlessOnly,
    DatabricksManaged,
    CustomerManaged(VpcDraft),
    Shared(SharedDraft),
    Existing(Existing),
}

/// What other workspaces and the address plan decide of a network.
pub(crate) struct Decided {
    /// The VPC that it shares.
    pub(crate) owner: Option<OwnersVpc>,
    /// Of its clusters, if they share a VPC.
    pub(crate) shared_zones: Option<Sourced<Vec<ZoneId>>>,
    /// Of its transit VPC: those that have service-direct.
    pub(crate) direct_zones: Vec<ZoneId>,
    pub(crate) ranges: Ranges,
    pub(crate) planned_before: Vec<Pin>,
}

impl Draft {
    pub(crate) fn vpc(&self) -> Option<&VpcDraft> {
        match &self.kind {
            KindDraft::CustomerManaged(vpc) => Some(vpc),
            _ => None,
        }
    }

    pub(crate) fn shared(&self) -> Option<&SharedDraft> {
        match &self.kind {
            KindDraft::Shared(shared) => Some(shared),
            _ => None,
        }
    }

    pub(crate) fn settle(self, decided: Decided) -> Network {
        let Self { mode, private_link, ip_access_list, serverless, kind } = self;
        let Decided { owner, shared_zones, direct_zones, mut ranges, planned_before } = decided;
        let front_end = std::mem::take(&mut ranges.front_end);
        Network {
            mode,
            private_link: private_link.map(|link| link.settle(front_end, direct_zones)),
            ip_access_list,
            serverless,
            planned_before,
            kind: match kind {
                KindDraft::ServerlessOnly => Kind::ServerlessOnly,
                KindDraft::DatabricksManaged => Kind::DatabricksManaged,
                KindDraft::CustomerManaged(vpc) => Kind::CustomerManaged(vpc.settle(ranges)),
                KindDraft::Shared(shared) => {
                    let zones = shared_zones.unwrap_or_else(|| shared.zones.clone());
                    Kind::Shared(shared.settle(owner, zones, ranges.workspace))
                }
                KindDraft::Existing(existing) => Kind::Existing(existing),
            },
        }
    }
}
