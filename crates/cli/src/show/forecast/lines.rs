//! The lines of HCL that come and go.

use forecast::{Forecast, Lines};

use super::alike::cut;
use super::words::in_stacks;

/// Of one file, and of files.
const LINES: usize = 8;
const FILES: usize = 12;

pub(super) fn lines(forecast: &Forecast) -> Vec<String> {
    let mut all = Vec::new();
    for Lines { stacks, place, removed, added } in forecast.lines.iter().take(FILES) {
        let names: Vec<&str> = stacks.iter().map(String::as_str).collect();
        all.push(format!("{place}{}", in_stacks(&names)));
        let removed = removed.iter().map(|line| format!("- {line}"));
        let added = added.iter().map(|line| format!("+ {line}"));
        all.extend(cut(removed.chain(added).collect(), LINES));
    }
    if forecast.lines.len() > FILES {
        let more = forecast.lines.len() - FILES;
        all.push(format!("… and {more} more: `--format json` has them"));
    }
    all
}
