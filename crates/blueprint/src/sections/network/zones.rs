//! `network.zones`: which availability zones clusters run in.

use std::collections::BTreeMap;

use super::written::Written;
use crate::diagnostic::{Diagnostic, Label};
use crate::reading::Reading;
use crate::source::Span;
use crate::sourced::{Entry, Sourced};
use crate::values::{Region, ZoneId, Zones};

/// Three zones, or all of a region that shows fewer to an account.
const DEFAULT_ZONES: usize = 3;

pub(super) fn resolve(
    written: Option<Entry<Zones>>,
    section: Span,
    region: &Sourced<Region>,
    reading: &mut Reading,
) -> Sourced<Vec<ZoneId>> {
    let shown = region.shown_zone_ids();
    let zones = reading
        .or(Written::zones, written, section, || Zones::Count(DEFAULT_ZONES.min(shown.len())));
    match &*zones {
        Zones::Count(count) if *count > shown.len() => {
            reading.diags.report(too_many(&zones, region));
        }
        Zones::Count(_) => {}
        Zones::Ids(ids) => {
            refuse_elsewhere(ids, region, reading);
            refuse_repeated(ids, reading);
        }
    }
    zones.map(|zones| match zones {
        Zones::Count(count) => {
            let ids = shown.iter().take(count);
            ids.map(|id| ZoneId::parse(id).expect("the data holds zone ids")).collect()
        }
        Zones::Ids(ids) => ids.into_iter().map(|id| id.value).collect(),
    })
}

fn too_many(zones: &Sourced<Zones>, region: &Sourced<Region>) -> Diagnostic {
    let (known, shown) = (region.zone_ids(), region.shown_zone_ids());
    if shown.len() < known.len() {
        let message =
            format!("{} shows {} availability zones to an account", **region, shown.len());
        let label = Label::at(zones, format!("of {}", known.join(", ")));
        return Diagnostic::error("too-many-zones", message, label)
            .context(Label::at(region, "the region"))
            .help("if your account is shown more, write their ids");
    }
    let message = format!("{} has {} availability zones", **region, known.len());
    let label = Label::at(zones, format!("there are only {}", known.join(", ")));
    Diagnostic::error("too-many-zones", message, label).context(Label::at(region, "the region"))
}

fn refuse_elsewhere(zones: &[Entry<ZoneId>], region: &Sourced<Region>, reading: &mut Reading) {
    let known = region.zone_ids();
    for Entry { value: zone, span, .. } in zones {
        if known.iter().any(|id| id == zone.as_str()) {
            continue;
        }
        let message = format!("`{}` has no zone `{zone}`", **region);
        let label = Label::new(*span, format!("its zones are {}", known.join(", ")));
        let diagnostic = Diagnostic::error("zone-of-another-region", message, label)
            .context(Label::at(region, "the region"))
            .help("write zones of this region, or how many: `zones = 3`");
        reading.diags.report(diagnostic);
    }
}

fn refuse_repeated(zones: &[Entry<ZoneId>], reading: &mut Reading) {
    let mut first = BTreeMap::new();
    for Entry { value: zone, span, .. } in zones {
        let first = *first.entry(zone).or_insert(*span);
        if first == *span {
            continue;
        }
        let message = format!("`{zone}` is listed twice");
        let label = Label::new(*span, "Databricks takes one subnet in each zone");
        let diagnostic = Diagnostic::error("two-subnets-in-one-zone", message, label)
            .context(Label::new(first, "here too"))
            .help("write another zone, or remove this one");
        reading.diags.report(diagnostic);
    }
}
