//! What Terraform plans for a pair of blueprints, kept line by line, and compared with the forecast.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;

use anyhow::Result;
use forecast::{Class, Danger};
use rehearsal::{PlannedAction, Running, Settings, StackReport, plan_changes};
use serde::{Deserialize, Serialize};

use super::forecasts::{differences, forecast, planned_word as word};
use super::kept;
use super::pairs::Start;
use super::results::Actions;
use crate::generate::generate;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Planned {
    pub seed: u64,
    pub number: usize,
    pub old: String,
    pub new: String,
    /// By the folder of the stack; without those that wait for a stack that changes.
    pub actions: Actions,
    /// Errors of plans, by the folder of the stack.
    pub refused: BTreeMap<String, Vec<String>>,
}

/// Applies the start, and plans the others over it.
///
/// # Errors
/// If the start can't be applied.
pub fn plan(seed: u64, start: &Start, settings: &Settings) -> Result<Vec<Planned>> {
    let folder = tempfile::tempdir()?;
    let (drafts, scripts): (Vec<_>, Vec<_>) = start.others.iter().cloned().unzip();
    let running = Running::default();
    let planned = plan_changes(&start.script, &scripts, settings, folder.path(), &running)?;
    let pairs = drafts.iter().zip(planned).enumerate().map(|(number, (draft, stacks))| Planned {
        seed,
        number,
        old: start.draft.text(),
        new: draft.text(),
        actions: stacks.iter().filter_map(actions).collect(),
        refused: stacks.iter().filter_map(refused).collect(),
    });
    Ok(pairs.collect())
}

fn actions(stack: &StackReport) -> Option<(String, Vec<PlannedAction>)> {
    let change = stack.change.as_ref().filter(|_| stack.failure.is_none())?;
    Some((stack.folder.clone(), change.actions.clone()))
}

fn refused(stack: &StackReport) -> Option<(String, Vec<String>)> {
    let failure = stack.failure.as_ref()?;
    let errors = failure.errors.iter().map(|it| format!("{} {}", it.summary, it.detail));
    Some((stack.folder.clone(), errors.collect()))
}

/// What an earlier run wrote; a line that it did not finish is left out.
pub fn read(path: &Path) -> std::io::Result<Vec<Planned>> {
    kept::read(path)
}

pub fn append(path: &Path, pair: &Planned) -> std::io::Result<()> {
    kept::append(path, pair)
}

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let actions: usize = self.actions.values().map(Vec::len).sum();
        let Self { seed, number, refused, .. } = self;
        write!(f, "pair {seed}.{number}: {actions} actions in {} stacks", self.actions.len())?;
        if refused.is_empty() { Ok(()) } else { write!(f, ", refused: {refused:?}") }
    }
}

/// Whether every plan is as it was forecast, and what is not.
pub fn table(pairs: &[Planned]) -> (bool, String) {
    let mut text = String::new();
    let (mut actions, mut wrong, mut refused) = (BTreeMap::new(), 0, 0);
    for pair in pairs {
        for action in pair.actions.values().flatten() {
            *actions.entry(word(action)).or_insert(0) += 1;
        }
        refused += usize::from(!pair.refused.is_empty());
        let differences = pair.differences();
        wrong += usize::from(!differences.is_empty());
        if !differences.is_empty() {
            writeln!(text, "{pair}").expect(TAKES_ALL);
        }
        for difference in differences {
            writeln!(text, "  only {difference}").expect(TAKES_ALL);
        }
    }
    let actions: Vec<_> = actions.iter().map(|(word, count)| format!("{count} {word}")).collect();
    let (count, actions) = (pairs.len(), actions.join(", "));
    writeln!(
        text,
        "{count} pairs ({actions}; {refused} plans fail): {wrong} otherwise than forecast"
    )
    .expect(TAKES_ALL);
    (wrong == 0, text)
}

const TAKES_ALL: &str = "a string takes everything";

impl Planned {
    fn differences(&self) -> Vec<String> {
        let generated = generate(&self.old, None).and_then(|old| {
            let new = generate(&self.new, Some(&old))?;
            Ok((old, new))
        });
        let (old, new) = match generated {
            Ok(generated) => generated,
            Err(rules) => return vec![format!("refused by now: {}", rules.join(", "))],
        };
        let mut differences = differences(&old, &new, &self.actions);
        let foreseen = forecast(&old, &new);
        for (stack, errors) in &self.refused {
            let of_stack = foreseen.stacks.iter().filter(|it| it.stacks.contains(stack));
            let is_circle = errors.iter().all(|error| error.starts_with("Cycle: "));
            let is_it = |danger: &Danger| {
                danger.class == Class::Refused || is_circle && danger.why.contains("`Cycle`")
            };
            let is_foreseen = of_stack.flat_map(|it| &it.dangers).any(|it| is_it(&it.danger));
            if !is_foreseen {
                differences.push(format!("refused by the plan: {stack}: {}", errors.join("; ")));
            }
        }
        differences
    }
}
