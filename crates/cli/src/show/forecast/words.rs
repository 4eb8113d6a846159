//! The words for actions and dangers.

use forecast::{Action, Fate, Forecast};

use crate::folder::shown;
use crate::show::number;

/// In the order in which they are told: what goes first.
pub(super) const ACTIONS: [Action; 8] = [
    Action::Destroy,
    Action::Replace,
    Action::Update,
    Action::Create,
    Action::Import,
    Action::Move,
    Action::Forget,
    Action::Leave,
];

pub(super) fn verb(action: Action) -> &'static str {
    match action {
        Action::Destroy => "destroy",
        Action::Replace => "replace",
        Action::Update => "update",
        Action::Create => "create",
        Action::Import => "import",
        Action::Move => "move",
        Action::Forget => "forget",
        Action::Leave => "leave in the state",
    }
}

/// `3 to create, 1 to replace in 2 stacks`.
pub(super) fn counts(forecast: &Forecast) -> String {
    let count = |action: &Action| (forecast.count(*action), *action);
    let said: Vec<_> = ACTIONS
        .iter()
        .map(count)
        .filter(|(count, _)| *count > 0)
        .map(|(count, action)| format!("{count} to {}", verb(action)))
        .collect();
    let stacks = forecast.stacks.iter().filter(|alike| !alike.changes.is_empty());
    let stacks = number(stacks.map(|alike| alike.stacks.len()).sum(), "stack");
    match &said[..] {
        [] => "no change".to_owned(),
        said => format!("{} in {stacks}", said.join(", ")),
    }
}

pub(super) fn basis(forecast: &Forecast) -> String {
    let versions = forecast.basis.providers.iter();
    let versions: Vec<_> = versions.map(|(name, version)| format!("{name} {version}")).collect();
    format!("as planned by {} ({})", versions.join(" and "), forecast.basis.taken)
}

pub(super) fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::New => " (new)",
        Fate::Stays => "",
        Fate::Gone => " (no longer generated: its state stays)",
    }
}

/// How many names of stacks fit into a line.
const SHOWN: usize = 6;

/// Nothing for the tree's own folder.
pub(super) fn in_stacks(names: &[&str]) -> String {
    if names == [""] { String::new() } else { format!(" in {}", stacks(names)) }
}

/// `stack dev`, or `998 stacks: a, b, …`.
pub(super) fn stacks(names: &[&str]) -> String {
    let listed: Vec<_> = names.iter().take(SHOWN).map(|name| shown(name)).collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    match names {
        [name] => format!("stack `{}`", shown(name)),
        names => format!("{} stacks: {}{more}", names.len(), listed.join(", ")),
    }
}
