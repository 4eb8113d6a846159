//! The format of lakewright before 2026-12, which is read and written anew in the present one.
//!
//! It names no deployment and has no seals, so it is checked as far as it can be: every word must be
//! known, every range must be one and contradict no other, and what is said must be said of a
//! workspace that has a stack.

use std::collections::BTreeMap;

use blueprint::addresses::{Pin, PinnedRanges, contradiction};
use blueprint::values::Cidr;
use blueprint::{Irrevocable, PreviousRun};
use codegen::{Addresses, StackFolder};
use serde::Deserialize;

use super::contents::{Lock, is_workspace};
use super::damage::{Damage, checked, checked_files};
use super::lines;

/// As written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    pins: BTreeMap<String, Vec<String>>,
    /// Absent in the first locks of all.
    settled: Option<BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    stacks: Vec<Group>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Stacks that manage the same addresses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    folders: Vec<String>,
    addresses: Vec<String>,
}

const PINS: &str = "pins";
const SETTLED: &str = "settled";

pub(super) fn read(text: &str) -> Result<Lock, Damage> {
    let written = toml::from_str(text).map_err(|error| Damage::syntax(text, &error))?;
    let Written { _format, pins, settled, stacks: groups, files } = written;
    let stacks = read_stacks(text, groups)?;
    let mut previous = PreviousRun::default();
    previous.stacks.extend(stacks.keys().cloned());
    for (workspace, texts) in pins {
        let pins = read_pins(&texts).and_then(|pins| known(&workspace, &stacks).map(|()| pins));
        let pins = pins.map_err(|what| damage(text, PINS, &workspace, what))?;
        previous.pins.insert(workspace, pins);
    }
    for (workspace, texts) in settled.iter().flatten() {
        let facts = read_facts(texts).and_then(|facts| known(workspace, &stacks).map(|()| facts));
        let facts = facts.map_err(|what| damage(text, SETTLED, workspace, what))?;
        previous.irrevocable.insert(workspace.clone(), facts);
    }
    let lost = stacks.keys().find(|folder| {
        is_workspace(folder, &stacks) && !previous.irrevocable.contains_key(*folder)
    });
    if let Some(lost) = lost.filter(|_| settled.is_some()) {
        let what = format!("nothing is settled of the workspace `{lost}`, which has a stack");
        return Err(damage(text, SETTLED, lost, what));
    }
    Ok(Lock { previous, stacks, files: checked_files(text, files)?, ..Lock::default() })
}

fn damage(text: &str, table: &str, workspace: &str, what: String) -> Damage {
    let lines = lines::in_table(text, table, workspace);
    let help = format!(
        "restore what `[{table}]` says of `{workspace}` from version control; after a merge, take this line of \
         either side"
    );
    Damage { lines, what, help }
}

fn read_stacks(text: &str, groups: Vec<Group>) -> Result<BTreeMap<StackFolder, Addresses>, Damage> {
    let mut stacks = BTreeMap::new();
    for Group { folders, addresses } in groups {
        let addresses = Addresses::from(addresses);
        for shown in folders {
            let damage = |what| Damage::of_line(text, &shown, what);
            let folder = match &*shown {
                "." => String::new(),
                shown => checked(shown.to_owned()).map_err(damage)?.to_string(),
            };
            if stacks.insert(folder, addresses.clone()).is_some() {
                return Err(damage(format!("the stack `{shown}` is there twice")));
            }
        }
    }
    Ok(stacks)
}

fn known(workspace: &str, stacks: &BTreeMap<StackFolder, Addresses>) -> Result<(), String> {
    if stacks.contains_key(workspace) && is_workspace(workspace, stacks) {
        return Ok(());
    }
    Err(format!("`{workspace}` is no workspace that has a stack here"))
}

fn read_pins(texts: &[String]) -> Result<PinnedRanges, String> {
    let mut pins = PinnedRanges::new();
    for text in texts {
        let no_range = || format!("`{text}` is not a planned range");
        let (pin, range) = text.split_once('=').ok_or_else(no_range)?;
        let pin: Pin = pin.parse().map_err(|error| format!("{}: {error}", no_range()))?;
        let range = Cidr::parse(range).map_err(|_| no_range())?;
        if pins.insert(pin, range).is_some() {
            return Err(format!("`{text}` is the second range for one thing"));
        }
    }
    match contradiction(&pins) {
        Some((one, Pin::Vpc)) => Err(format!("the range of `{one}` lies outside that of `vpc`")),
        Some((one, other)) => Err(format!("the ranges of `{one}` and `{other}` overlap")),
        None => Ok(pins),
    }
}

fn read_facts(texts: &[String]) -> Result<Irrevocable, String> {
    let mut facts = serde_json::Map::new();
    for text in texts {
        let Some((fact, word)) = text.split_once('=') else {
            return Err(format!("`{text}` has no `=`"));
        };
        if facts.insert(fact.to_owned(), word.into()).is_some() {
            return Err(format!("duplicate field `{fact}`"));
        }
    }
    serde_json::from_value(facts.into()).map_err(|error| error.to_string())
}
