//! Which addresses are taken, and the first that are not.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;

use crate::values::Cidr;

/// Addresses that are taken, as first and last of runs that neither meet nor touch.
#[derive(Default)]
pub(super) struct Taken(BTreeMap<u32, u32>);

impl Taken {
    pub(super) fn take(&mut self, range: Cidr) {
        self.take_run(range.first(), range.last());
    }

    pub(super) fn take_run(&mut self, mut first: u32, mut last: u32) {
        let reach = last.saturating_add(1);
        while let Some((&start, &end)) = self.0.range(..=reach).next_back()
            && end.saturating_add(1) >= first
        {
            self.0.remove(&start);
            (first, last) = (first.min(start), last.max(end));
        }
        self.0.insert(first, last);
    }

    /// Whether any address of this range is taken.
    pub(super) fn overlaps(&self, range: Cidr) -> bool {
        self.conflict(range).is_some()
    }

    /// The last address of a taken run that overlaps this range.
    fn conflict(&self, range: Cidr) -> Option<u32> {
        let (_, last) = self.0.range(..=range.last()).next_back()?;
        (*last >= range.first()).then_some(*last)
    }

    /// The first part of `whole` of this size that is free, at `start` or above.
    pub(super) fn first_free(&self, whole: Cidr, start: u32, size: u8) -> Option<Cidr> {
        let mut start = u64::from(start);
        loop {
            let candidate = aligned(start, size).filter(|range| whole.contains(*range))?;
            match self.conflict(candidate) {
                None => return Some(candidate),
                Some(last) => start = u64::from(last) + 1,
            }
        }
    }
}

/// The first range of this size at or above an address.
fn aligned(start: u64, size: u8) -> Option<Cidr> {
    let length = 1_u64 << (32 - size);
    let first = u32::try_from(start.div_ceil(length) * length).ok()?;
    Ipv4Net::new(first.into(), size).ok().map(Cidr::new)
}
