//! Whether a step was forecast as Terraform planned it, address by address.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use forecast::{Action, Change, Files, Forecast, forecast_moved};
use rehearsal::{Kind, PlannedAction, Script};

use super::results::{Actions, Known};
use super::{Expected, Sequence, Step};
use crate::generate::{Generated, generate};

/// An action on an address of a stack, with the arguments that force it and where the resource moves from.
type Line = (String, String, &'static str, BTreeSet<String>, Option<String>);

/// Each step that is applied, with what was applied before it.
fn applied(sequence: &Sequence) -> Vec<(&Step, Generated, Generated)> {
    let Ok(mut last) = generate(&sequence.first.text(), None) else { return Vec::new() };
    let mut before = last.clone();
    let mut applied = Vec::new();
    for step in &sequence.steps {
        let Ok(after) = generate(&step.draft.text(), Some(&last)) else { continue };
        last = after.clone();
        if step.expected != Expected::NeverApplied {
            let before = mem::replace(&mut before, after.clone());
            applied.push((step, before, after));
        }
    }
    applied
}

/// Of each step that was planned, what only the forecast says, or only the plan.
pub(super) fn misforecasts(sequence: &Sequence, known: &Known) -> BTreeMap<String, Vec<String>> {
    let compared = applied(sequence).into_iter().filter_map(|(step, before, after)| {
        let outcome = known.get(&(sequence.name.clone(), step.name.clone()))?;
        let actions = outcome.actions.as_ref()?;
        Some((step.name.clone(), differences(&before, &after, actions)))
    });
    compared.collect()
}

/// Types of the resources that the steps of a sequence replace, as they are forecast.
pub fn replaced(sequence: &Sequence) -> BTreeSet<String> {
    let of_step = |(_, before, after): (&Step, Generated, Generated)| {
        let stacks = forecast(&before, &after).stacks;
        let changes = stacks.into_iter().flat_map(|stack| stack.changes);
        let replaced = changes.filter(|change| change.action == Action::Replace);
        replaced.map(|change| change.type_name).collect::<Vec<_>>()
    };
    applied(sequence).into_iter().flat_map(of_step).collect()
}

/// Once the script has moved what moves.
pub(super) fn forecast(before: &Generated, after: &Generated) -> Forecast {
    forecast_moved(&files(&before.script), &files(&after.script), &after.moves.moved)
}

/// What only one of both says; `planned` is by the folder of the stack.
pub(super) fn differences(before: &Generated, after: &Generated, planned: &Actions) -> Vec<String> {
    let foreseen = forecast(before, after);
    let mut forecast = BTreeSet::new();
    for alike in &foreseen.stacks {
        for stack in alike.stacks.iter().filter(|stack| planned.contains_key(*stack)) {
            let of_stack = |change: &Change| {
                let Change { address, action, forced_by, moved_from, .. } = change.clone();
                let forced_by = forced_by.into_iter().collect();
                (stack.clone(), address, word(action), forced_by, moved_from)
            };
            // The script has moved it, and no plan shows that.
            let is_done = |it: &&Change| it.action == Action::Move && it.moved_from_stack.is_some();
            forecast.extend(alike.changes.iter().filter(|it| !is_done(it)).map(of_stack));
        }
    }
    let planned: BTreeSet<Line> = planned
        .iter()
        .flat_map(|(stack, actions)| {
            actions.iter().map(|action| {
                let forced_by = action.replace_paths.iter().map(|path| plain(path)).collect();
                let from = action.previous_address.clone();
                (stack.clone(), action.address.clone(), planned_word(action), forced_by, from)
            })
        })
        .collect();
    let only_forecast =
        forecast.difference(&planned).map(|line| format!("forecast {}", told(line)));
    let only_planned = planned.difference(&forecast).map(|line| format!("planned {}", told(line)));
    only_forecast.chain(only_planned).collect()
}

fn files(script: &Script) -> Files<'_> {
    let is_read = |path: &str| path.ends_with(".tf") || path.ends_with(".tfvars");
    let texts = script.files.iter().filter(|(path, _)| is_read(path.as_str()));
    Files {
        texts: texts.map(|(path, text)| (path.as_str(), text.as_str().into())).collect(),
        stacks: script.stacks.iter().map(|stack| stack.folder.as_str()).collect(),
    }
}

pub(super) fn word(action: Action) -> &'static str {
    match action {
        Action::Destroy => "destroyed",
        Action::Replace => "replaced",
        Action::Update => "updated",
        Action::Create => "created",
        Action::Import => "imported",
        Action::Move => "moved",
        Action::Forget => "forgotten",
        Action::Leave => "left",
    }
}

pub(super) fn planned_word(action: &PlannedAction) -> &'static str {
    match action.kind() {
        Kind::Destroyed => "destroyed",
        Kind::Replaced => "replaced",
        Kind::Updated => "updated",
        Kind::Created => "created",
        Kind::Moved => "moved",
        Kind::Forgotten => "forgotten",
    }
}

/// `a.b` of `a[0].b`.
fn plain(path: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '[') - i32::from(*c == ']');
        depth == 0 && *c != ']'
    };
    path.chars().filter(outside).collect()
}

fn told((stack, address, action, forced_by, from): &Line) -> String {
    let stack = if stack.is_empty() { String::new() } else { format!("{stack}: ") };
    let forced_by: Vec<_> = forced_by.iter().map(String::as_str).collect();
    let forced =
        if forced_by.is_empty() { String::new() } else { format!(" by {}", forced_by.join(", ")) };
    let from = from.as_ref().map(|from| format!(", moved from {from}")).unwrap_or_default();
    format!("{stack}{action} {address}{forced}{from}")
}
