//! Dangers, the worst first.

use forecast::{Class, Danger, Forecast};

use super::alike::{cut, together};
use super::words::in_stacks;

/// Resources of one danger. JSON has the rest.
const SHOWN: usize = 6;

pub(super) fn dangers(forecast: &Forecast) -> Vec<String> {
    of_classes(forecast, Class::is_dangerous)
}

/// What is planned without effect.
pub(super) fn idle(forecast: &Forecast) -> Vec<String> {
    of_classes(forecast, |class| !class.is_dangerous())
}

fn of_classes(forecast: &Forecast, is_asked: impl Fn(Class) -> bool) -> Vec<String> {
    let all = forecast.stacks.iter().flat_map(|alike| {
        let asked = alike.dangers.iter().filter(|it| is_asked(it.danger.class));
        asked.map(|it| (&*alike.stacks, (&it.danger, &it.addresses)))
    });
    let mut found = together(all);
    found.sort_by_key(|((danger, _), _)| *danger);
    let mut lines = Vec::new();
    for same in found.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
        let ((danger, _), _) = same[0];
        lines.push(shown(danger));
        let addresses = same.iter().flat_map(|((_, addresses), names)| {
            let place = in_stacks(names);
            addresses.iter().map(move |address| format!("{address}{place}"))
        });
        lines.extend(cut(addresses.collect(), SHOWN));
    }
    lines
}

/// Each danger, the worst first, and how many resources it comes from.
pub(super) fn counted(forecast: &Forecast) -> Vec<(String, usize)> {
    let all = forecast.stacks.iter().flat_map(|alike| {
        let dangers = alike.dangers.iter().filter(|it| it.danger.class.is_dangerous());
        dangers.map(|it| (&it.danger, it.addresses.len() * alike.stacks.len()))
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    let same = all.chunk_by(|(one, _), (other, _)| one == other);
    same.map(|same| (shown(same[0].0), same.iter().map(|(_, count)| count).sum())).collect()
}

fn shown(danger: &Danger) -> String {
    let Danger { class, why, lasts, .. } = danger;
    let lasts = lasts.as_ref().map(|lasts| format!(", {lasts}")).unwrap_or_default();
    format!("{}{lasts}: {why}", class.words())
}
