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
mod demand;
mod free;
mod parts;
mod pin;
mod pins;
mod retired;
mod sizes;
mod subnets;
mod tail;

use crate::diagnostic::Diagnostics;
use crate::sections::network::Ranges;

pub(crate) use demand::{Clusters, Demand};
pub use pin::{Pin, PinnedRanges, Pins, SubnetUse, UnknownPin, contradiction};
pub(crate) use pins::pins;
pub use sizes::{LARGEST_VPC, SMALLEST_VPC, SMALLEST_WORKSPACE_SUBNET};
pub(crate) use sizes::{is_vpc_size, takes_part};

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
