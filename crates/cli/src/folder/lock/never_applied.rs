//! Forgets what the lock keeps of something that does not stand, because it was never applied or is gone.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use blueprint::addresses::{Pin, PinnedRanges};
use blueprint::values::Name;
use blueprint::{Irrevocable, Made, PreviousRun};
use serde_json::{Map, Value};

use super::Lock;
use crate::folder::Error;
use crate::folder::names::shown;

const NAME: &str = "name";
const VPC: &str = "vpc";

/// The lock without what each text names: a workspace, `dev`, or one fact about it, `dev:vpc`. `.` is the only
/// workspace of a blueprint without `[workspaces]`.
///
/// With a workspace its stacks go. A lock of which no workspace is left belongs to no deployment.
///
/// `names` are those of the blueprint's workspaces, by their keys: the lock may have a workspace under an older key.
pub(crate) fn forget(
    mut lock: Lock,
    never_applied: &[String],
    names: impl FnOnce() -> BTreeMap<String, Name>,
) -> Result<Lock, Error> {
    let workspaces: Vec<String> = lock.workspaces().map(str::to_owned).collect();
    let names = LazyCell::new(names);
    for text in never_applied {
        let (written, fact) = match text.split_once(':') {
            Some((workspace, fact)) => (workspace, Some(fact)),
            None => (text.as_str(), None),
        };
        let workspace = if written == "." { "" } else { written };
        let is_known = workspaces.iter().any(|known| known == workspace);
        let older = if is_known { None } else { older_key(&lock, workspace, &names) };
        let workspace = older.as_deref().unwrap_or(workspace);
        // The stack of the account has facts too.
        let has_facts = fact.is_some() && lock.previous.forgotten.contains_key(workspace);
        if !has_facts && !workspaces.iter().any(|known| known == workspace) {
            return Err(unknown_workspace(written, &workspaces));
        }
        match fact {
            None => forget_workspace(&mut lock, workspace),
            Some(fact) => forget_fact(&mut lock.previous, workspace, fact)?,
        }
    }
    if lock.workspaces().next().is_none() {
        lock.deployment = None;
    }
    Ok(lock)
}

/// `previous` without the stacks that are forgotten, unless they are of workspaces that the blueprint still has.
pub(crate) fn forget_stacks(
    previous: &mut PreviousRun,
    forgotten: &[String],
    is_kept: impl Fn(&str) -> bool,
) {
    for stack in forgotten {
        let folder = if stack == "." { "" } else { stack };
        if !is_kept(folder) {
            previous.forget_stack(folder);
        }
    }
}

/// The key of a workspace in the lock, if the blueprint has it under another one.
fn older_key(lock: &Lock, key: &str, names: &BTreeMap<String, Name>) -> Option<String> {
    let name = names.get(key)?;
    let mut known = lock.previous.names.iter();
    let is_it = |(old, known): &(&String, &Name)| *known == name && !names.contains_key(*old);
    known.find(is_it).map(|(old, _)| old.clone())
}

fn unknown_workspace(written: &str, known: &[String]) -> Error {
    let known: Vec<_> = known.iter().map(|it| format!("`{}`", shown(it))).collect();
    let help = match &known[..] {
        [] => "nothing was generated here yet: leave `--never-applied` out".to_owned(),
        known => format!("the lock knows {}", known.join(", ")),
    };
    Error::Unknown { what: format!("the lock knows no workspace `{written}`"), help }
}

fn forget_workspace(lock: &mut Lock, workspace: &str) {
    lock.previous.forget_workspace(workspace);
    let below = format!("{workspace}/");
    // An only workspace has every stack.
    lock.stacks.retain(|stack, _| {
        !workspace.is_empty() && stack != workspace && !stack.starts_with(&below)
    });
}

fn forget_fact(previous: &mut PreviousRun, workspace: &str, fact: &str) -> Result<(), Error> {
    let PreviousRun { pins, names, irrevocable, forgotten, .. } = previous;
    let facts = irrevocable.get(workspace).cloned().unwrap_or_default();
    let mut facts = by_name(&facts);
    let mut ranges = pins.remove(workspace).unwrap_or_default();
    let things = forgotten.remove(workspace).unwrap_or_default();
    let (gone, still_there) = without(things, fact);
    let is_fact = facts.remove(fact).is_some() || !gone.is_empty();
    match fact.parse::<Pin>() {
        Ok(pin) => forget_range(&mut ranges, &pin),
        Err(_) if fact == NAME => drop(names.remove(workspace)),
        Err(_) if is_fact => {}
        Err(_) => return Err(unknown_fact(workspace, fact, &facts, &ranges, &still_there)),
    }
    if !still_there.is_empty() {
        forgotten.insert(workspace.to_owned(), still_there);
    }
    if !ranges.is_empty() {
        pins.insert(workspace.to_owned(), ranges);
    }
    if let Some(known) = irrevocable.get_mut(workspace) {
        *known = serde_json::from_value(without_null(facts)).unwrap_or_default();
    }
    Ok(())
}

/// What is gone, with all that went with it, and what is not.
fn without(things: BTreeSet<Made>, gone: &str) -> (BTreeSet<Made>, BTreeSet<Made>) {
    let Ok(gone) = gone.parse() else { return (BTreeSet::new(), things) };
    things.into_iter().partition(|thing| thing.goes_with(&gone))
}

/// With a VPC, its subnets.
fn forget_range(ranges: &mut PinnedRanges, pin: &Pin) {
    let Some(range) = ranges.remove(pin) else { return };
    ranges.retain(|other, subnet| !(other.is_in(pin) && range.contains(*subnet)));
}

/// Each fact, known or not, by the name that serde gives it.
fn by_name(facts: &Irrevocable) -> Map<String, Value> {
    match serde_json::to_value(facts) {
        Ok(Value::Object(facts)) => facts,
        _ => Map::new(),
    }
}

fn without_null(facts: Map<String, Value>) -> Value {
    facts.into_iter().filter(|(_, word)| !word.is_null()).collect()
}

fn unknown_fact(
    workspace: &str,
    fact: &str,
    facts: &Map<String, Value>,
    ranges: &PinnedRanges,
    forgotten: &BTreeSet<Made>,
) -> Error {
    let facts = facts.keys().cloned().chain([NAME.to_owned(), VPC.to_owned()]);
    let names = facts.chain(ranges.keys().map(Pin::to_string));
    let names = names.chain(forgotten.iter().map(Made::to_string));
    let names: BTreeSet<String> = names.map(|name| format!("`{name}`")).collect();
    let names: Vec<String> = names.into_iter().collect();
    Error::Unknown {
        what: format!("the lock keeps no fact `{fact}` of workspace `{}`", shown(workspace)),
        help: format!("it keeps {}", names.join(", ")),
    }
}
