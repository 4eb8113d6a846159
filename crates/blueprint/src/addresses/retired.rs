//! Ranges that were planned once and that the blueprint no longer asks for. They may stand, because nobody knows which
//! run was applied, so nothing else gets them.

use super::pin::{Pin, PinnedRanges, SubnetUse};
use crate::diagnostic::Diagnostic;
use crate::previous_run::never_applied;
use crate::values::{Cidr, ZoneId};

/// A subnet of a workspace.
#[derive(Clone, Copy)]
pub(super) struct Retired<'a> {
    pub(super) workspace: &'a str,
    pub(super) pin: &'a Pin,
    pub(super) range: Cidr,
}

/// Subnets of these uses in none of these zones.
pub(super) fn retired<'a>(
    workspace: &'a str,
    pins: &'a PinnedRanges,
    uses: &'a [SubnetUse],
    zones: &'a [ZoneId],
) -> impl Iterator<Item = Retired<'a>> {
    pins.iter().filter_map(move |(pin, range)| match pin {
        Pin::Subnet(of, zone) if uses.contains(of) && !zones.contains(zone) => {
            Some(Retired { workspace, pin, range: *range })
        }
        _ => None,
    })
}

/// Says how the room of a subnet is freed, if one takes it.
pub(super) fn help(diagnostic: Diagnostic, help: &str, retired: Option<Retired>) -> Diagnostic {
    let Some(Retired { workspace, pin, range }) = retired else { return diagnostic.help(help) };
    let command = never_applied(workspace, Some(&pin.to_string()));
    diagnostic.help(format!(
        "{help}; an earlier run planned `{range}` for `{pin}`, which this blueprint has no more: if that subnet was \
         never applied, or is gone, run {command}"
    ))
}
