//! Which addresses each VPC and subnet gets, for all workspaces of a blueprint together.
//!
//! The plan of the 2026 edition, by the prefix length N of a VPC:
//!
//! - clusters: subnets of `/N+4`, at most `/26`, from the VPC's first address upwards;
//! - endpoints, NAT gateways, transit gateway: small subnets from its last address downwards, see
//!   `tail`.
//!
//! A range once given is kept: what was planned before comes back in [`Pins`] (the lock keeps them),
//! so that another workspace, another zone, or a range that someone writes, never renumbers those that
//! are there. Pins come first, then what is written, then what is new; rules say what then overlaps.

pub(crate) mod beside;
mod free;
mod parts;
mod pin;
mod pins;
mod subnets;
mod tail;

use crate::diagnostic::Diagnostics;
use crate::sections::network::{Ranges, SubnetsDraft, VpcDraft};
use crate::sourced::{Origin, Sourced};
use crate::values::{Cidr, ZoneId};

pub use pin::{Pin, PinnedRanges, Pins, SubnetUse, UnknownPin, contradiction};
pub(crate) use pins::pins;

/// VPC sizes for which the plan has room. AWS itself takes `/16` to `/28`.
pub const LARGEST_VPC: u8 = 16;
pub const SMALLEST_VPC: u8 = 24;
/// Smallest subnet that Databricks takes for clusters.
pub const SMALLEST_WORKSPACE_SUBNET: u8 = 26;

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

/// What each workspace gets, in the order of their demands.
pub(crate) struct AddressPlan(pub(crate) Vec<Ranges>);

impl AddressPlan {
    /// Gives every VPC that we create its range and its subnets, and says what does not fit.
    pub(crate) fn of(demands: &[Demand], pins: &Pins, diags: &mut Diagnostics) -> Self {
        let vpcs = parts::plan(demands, pins, diags);
        let mut ranges = subnets::plan(demands, &vpcs, pins, diags);
        for (demand, ranges) in demands.iter().zip(&mut ranges) {
            let pins = pins::of(pins, demand.key);
            ranges.hub = beside::hub(demand, pins, diags);
            ranges.front_end = beside::front_end(demand, pins, diags);
        }
        for (vpc, ranges) in vpcs.into_iter().zip(&mut ranges) {
            ranges.vpc = vpc;
        }
        Self(ranges)
    }
}

/// A workspace takes a part of a range that it does not write itself, if it is one of `[workspaces]`.
pub(crate) fn takes_part(key: &str, range: &Sourced<Cidr>) -> bool {
    !key.is_empty() && !matches!(range.origin(), Origin::Written(_))
}

/// Whether the plan has room for anything at all in a VPC of this size; a rule says if not.
pub(crate) fn is_vpc_size(prefix: u8) -> bool {
    (LARGEST_VPC..=SMALLEST_VPC).contains(&prefix)
}
