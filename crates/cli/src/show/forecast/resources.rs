//! Resources, by what is done with them.

use forecast::{Action, Change, Fate, Forecast, StackForecast};

use super::alike::{cut, together};
use crate::folder::shown;

use super::words::{ACTIONS, fate, in_stacks, stacks, verb};

/// Of what is lost, all is listed; of the rest, this many of each kind. JSON has the rest.
const SHOWN: usize = 8;
const LOST: usize = 100;
/// Of stacks that change alike.
const GROUPS: usize = 20;

pub(super) fn resources(forecast: &Forecast) -> Vec<String> {
    let changed: Vec<&StackForecast> =
        forecast.stacks.iter().filter(|alike| !alike.changes.is_empty()).collect();
    let mut lines = Vec::new();
    for alike in changed.iter().take(GROUPS) {
        let names: Vec<&str> = alike.stacks.iter().map(String::as_str).collect();
        if names != [""] || alike.fate != Fate::Stays {
            lines.extend([String::new(), format!("{}{}", stacks(&names), fate(alike.fate))]);
        }
        lines.extend(changes(&alike.changes));
    }
    if changed.len() > GROUPS {
        let more: usize = changed[GROUPS..].iter().map(|alike| alike.stacks.len()).sum();
        lines
            .extend([String::new(), format!("… and {more} more stacks: `--format json` has them")]);
    }
    lines
}

/// By action and, for an update or a replacement, by its arguments.
fn changes(changes: &[Change]) -> Vec<String> {
    let mut all = Vec::new();
    for action in ACTIONS {
        let mut titles: Vec<(String, Vec<String>)> = Vec::new();
        for change in changes.iter().filter(|change| change.action == action) {
            let title = title(change);
            match titles.iter_mut().find(|(known, _)| *known == title) {
                Some((_, lines)) => lines.push(line(change)),
                None => titles.push((title, vec![line(change)])),
            }
        }
        let most = if is_lost(action) { LOST } else { SHOWN };
        let below = |(title, lines)| [title].into_iter().chain(cut(lines, most));
        all.extend(titles.into_iter().flat_map(below).map(|line| format!("  {line}")));
    }
    all
}

fn is_lost(action: Action) -> bool {
    matches!(action, Action::Destroy | Action::Replace | Action::Forget)
}

fn title(change: &Change) -> String {
    let Change { action, arguments, reread, forced_by, moved_from_stack, .. } = change;
    let from = moved_from_stack.as_deref().map(shown);
    let from = from.map(|it| format!(" from the state of stack `{it}`")).unwrap_or_default();
    let what = match action {
        Action::Replace if forced_by.is_empty() => "replace".to_owned(),
        Action::Replace => format!("replace, forced by {}", forced_by.join(", ")),
        Action::Update if !reread.is_empty() && reread.len() == arguments.len() => {
            format!(
                "update {}, read again during apply: most stay as they are",
                arguments.join(", ")
            )
        }
        Action::Update => format!("update {}", arguments.join(", ")),
        action => verb(*action).to_owned(),
    };
    match action {
        Action::Move => what + &from,
        _ if from.is_empty() => what,
        _ => format!("move{from}, and {what}"),
    }
}

fn line(Change { address, moved_from, .. }: &Change) -> String {
    match moved_from {
        Some(from) => format!("{address}, from {from}"),
        None => address.clone(),
    }
}

pub(super) fn guards(forecast: &Forecast) -> Vec<String> {
    let all = forecast.stacks.iter().flat_map(|alike| {
        alike.guards.iter().map(|guard| (&*alike.stacks, (guard.lifted, &*guard.address)))
    });
    let line = |((lifted, address), names): ((bool, &str), Vec<&str>)| {
        let what = if lifted { "leaves" } else { "comes to" };
        format!("`prevent_destroy` {what} {address}{}", in_stacks(&names))
    };
    together(all).into_iter().map(line).collect()
}

pub(super) fn unevaluated(forecast: &Forecast) -> Vec<String> {
    let all = forecast.stacks.iter().flat_map(|alike| {
        alike.unevaluated.iter().map(|it| (&*alike.stacks, (&*it.place, &*it.why)))
    });
    let line = |((place, why), names): ((&str, &str), Vec<&str>)| {
        format!("{place}{}: {why}", in_stacks(&names))
    };
    together(all).into_iter().map(line).collect()
}
