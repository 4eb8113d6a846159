//! What is asked of the address plan.

use crate::sections::network::{SubnetsDraft, VpcDraft};
use crate::sourced::Sourced;
use crate::values::{Cidr, ZoneId};

/// What one workspace asks of the plan.
pub(crate) struct Demand<'a> {
    pub(crate) key: &'a str,
    /// The VPC that we create for it.
    pub(crate) vpc: Option<&'a VpcDraft>,
    /// Its clusters, in a VPC of ours.
    pub(crate) clusters: Option<Clusters<'a>>,
    /// Range of the transit VPC that we create for it.
    pub(crate) front_end: Option<&'a Sourced<Cidr>>,
    /// Zones of the VPCs beside the clusters'.
    pub(crate) zones: &'a [ZoneId],
}

/// The subnets of a workspace's clusters.
pub(crate) struct Clusters<'a> {
    /// Key of the workspace whose VPC they lie in.
    pub(crate) owner: &'a str,
    pub(crate) zones: &'a [ZoneId],
    pub(crate) subnets: &'a SubnetsDraft,
}

impl Demand<'_> {
    /// Whether the blueprint writes this range for clusters.
    pub(crate) fn writes(&self, range: Cidr) -> bool {
        let subnets = self.clusters.as_ref().map(|clusters| clusters.subnets);
        let Some(SubnetsDraft::Written(written)) = subnets else { return false };
        written.iter().any(|subnet| subnet.cidr == range)
    }
}
