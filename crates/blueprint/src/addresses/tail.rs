//! The end of a VPC, which holds the small subnets: endpoints last, NAT gateways before them, and
//! before these the attachments of a transit gateway, if there is one.
//!
//! Room is kept for every zone that a region may have, so that another zone moves nothing.

use std::collections::BTreeMap;

use super::free::Taken;
use super::pin::{Pin, PinnedRanges, SubnetUse};
use super::retired::retired;
use crate::values::{Cidr, Subnet, ZoneId};

/// What a small subnet is for.
#[derive(Clone, Copy)]
pub(super) enum Use {
    Endpoint,
    Public,
    Transit,
}

impl Use {
    pub(super) fn pin(self, zone: &ZoneId) -> Pin {
        Pin::Subnet(self.of(), zone.clone())
    }

    pub(super) fn of(self) -> SubnetUse {
        match self {
            Self::Endpoint => SubnetUse::Endpoint,
            Self::Public => SubnetUse::Public,
            Self::Transit => SubnetUse::Transit,
        }
    }
}

/// Whether a VPC is attached to a transit gateway.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Transit {
    Attached,
    None,
}

#[derive(Clone, Copy)]
pub(super) struct Tail {
    vpc: Cidr,
    endpoint_size: u8,
    zones: u64,
    transit: Transit,
}

impl Tail {
    pub(super) fn of(vpc: Cidr, transit: Transit) -> Self {
        let zones = if vpc.prefix() <= 20 { 8 } else { 4 };
        let endpoint_size = (vpc.prefix() + 8).clamp(26, 28);
        Self { vpc, endpoint_size, zones, transit }
    }

    /// How many zones there is room for.
    pub(super) fn zones(&self) -> u64 {
        self.zones
    }

    fn end(&self) -> u64 {
        u64::from(self.vpc.last()) + 1
    }

    /// First address of the tail.
    pub(super) fn start(&self) -> u32 {
        let first = match self.transit {
            Transit::Attached => Use::Transit,
            Transit::None => Use::Public,
        };
        u32::try_from(self.first(first)).unwrap_or(u32::MAX)
    }

    fn size(&self, of: Use) -> u8 {
        match of {
            Use::Endpoint => self.endpoint_size,
            Use::Public | Use::Transit => 28,
        }
    }

    fn length(&self, of: Use) -> u64 {
        self.zones << (32 - self.size(of))
    }

    fn first(&self, of: Use) -> u64 {
        match of {
            Use::Endpoint => self.end() - self.length(of),
            Use::Public => self.first(Use::Endpoint) - self.length(of),
            Use::Transit => self.first(Use::Public) - self.length(of),
        }
    }

    /// A subnet for each zone, as far as there is room: where it was, else in the first free place.
    pub(super) fn subnets(&self, of: Use, zones: &[ZoneId], pins: &PinnedRanges) -> Vec<Subnet> {
        let (first, end) = (self.first(of), self.first(of) + self.length(of));
        let is_ours = |range: &Cidr| {
            range.prefix() == self.size(of)
                && (first..end).contains(&range.first().into())
                && self.vpc.contains(*range)
        };
        let mut taken = Taken::default();
        let mut known = BTreeMap::new();
        for zone in zones {
            let pinned = pins.get(&of.pin(zone)).copied().filter(is_ours);
            if let Some(range) = pinned.filter(|range| !taken.overlaps(*range)) {
                taken.take(range);
                known.insert(zone, range);
            }
        }
        let uses = [of.of()];
        let retired = retired("", pins, &uses, zones).filter(|it| is_ours(&it.range));
        retired.for_each(|it| taken.take(it.range));
        let start = u32::try_from(first).unwrap_or(u32::MAX);
        let mut place = |zone: &ZoneId| {
            known.get(zone).copied().or_else(|| {
                let free = taken.first_free(self.vpc, start, self.size(of)).filter(is_ours)?;
                taken.take(free);
                Some(free)
            })
        };
        let subnet =
            |zone: &ZoneId| place(zone).map(|cidr| Subnet { zone: zone.clone(), cidr, span: None });
        zones.iter().map_while(subnet).collect()
    }
}
