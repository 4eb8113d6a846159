//! Scripts that are applied one over the other, as whoever generates anew again and again would have it.

use std::collections::BTreeSet;
use std::iter;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;

use crate::copy;
use crate::report::{ChangeReport, Leftover, Report, StackReport, StepReport};
use crate::run::{Notice, Rehearsal, Settings, UNPOISONED, Validation, interruptible};
use crate::script::{Script, Stack};
use crate::stage::{Stage, blank};
use crate::terraform::Running;
use crate::world;

/// What is rehearsed of a change.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub before: &'a Script,
    /// Generated with the lock that `before` leaves.
    pub after: &'a Script,
    /// How often a stack may be applied until it is as it was planned; at least once.
    pub tries: usize,
}

/// Changes, each over the one before it.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    pub first: &'a Script,
    /// Each generated with the lock that the one before it leaves.
    pub following: &'a [Script],
    /// As of [`Change`].
    pub tries: usize,
}

/// The last step is the one that failed, or that of the last script.
#[derive(Clone, Debug, Serialize)]
pub struct SequenceReport {
    pub steps: Vec<StepReport>,
    /// Of the last step, and of all that was found at the end.
    pub end: Report,
}

/// Applies `before`, plans and applies `after` over it, plans anew, and destroys. Nothing is overridden between the two:
/// what is protected by `prevent_destroy` is protected here.
///
/// Rehearses in `folder`, which must be empty and is left full. Another thread may stop `running`.
pub fn rehearse_change(
    change: &Change,
    settings: &Settings,
    folder: &Path,
    running: &Running,
    notice: &(dyn Fn(Notice) + Sync),
) -> Result<Report> {
    let Change { before, after, tries } = *change;
    let following = std::slice::from_ref(after);
    let sequence = Sequence { first: before, following, tries };
    let SequenceReport { steps, end } =
        rehearse_sequence(&sequence, settings, folder, running, notice)?;
    let stacks = steps.into_iter().map(|step| step.stacks).reduce(joined).unwrap_or_default();
    Ok(Report { blueprint: after.blueprint.path.clone(), stacks, ..end })
}

/// As [`rehearse_change`], with a second plan of each following script before the next one, and destroys once. The stack
/// of a removed workspace that the next script has no more is destroyed first, as its README says.
pub fn rehearse_sequence(
    sequence: &Sequence,
    settings: &Settings,
    folder: &Path,
    running: &Running,
    notice: &(dyn Fn(Notice) + Sync),
) -> Result<SequenceReport> {
    let Sequence { first, following, tries } = *sequence;
    let scripts: Vec<_> = iter::once(first).chain(following).collect();
    // A plan validates, too.
    let settings = Settings { validation: Validation::LeftOut, ..settings.clone() };
    interruptible(running, || {
        let stage = Stage::set(&scripts, &settings, folder, running, notice)?;
        let mut steps = Vec::new();
        let mut began = Instant::now();
        let mut rehearsal = stage.rehearsal(first);
        let mut goes_on = rehearsal.build()?;
        for (index, after) in following.iter().enumerate() {
            if !goes_on
                || (index > 0 && !rehearsal.replan()?)
                || !rehearsal.destroy_what_leaves(after)?
            {
                goes_on = false;
                break;
            }
            copy::prove_unchanged(rehearsal.script, &stage.stacks)?;
            copy::over(rehearsal.script, after, &stage.stacks)?;
            let seconds = began.elapsed().as_secs_f64();
            began = Instant::now();
            let stacks;
            (rehearsal, stacks) = rehearsal.followed_by(after);
            let step = StepReport { seconds, stacks };
            if let Some(number) = index.checked_sub(1) {
                notice(Notice::Converged { number, step: &step });
            }
            steps.push(step);
            stage.fakes.raise_tiers(world::tier_of(&after.arch));
            rehearsal.move_states()?;
            goes_on = rehearsal.change(tries)?;
        }
        let gone = goes_on && rehearsal.replan_and_destroy()?;
        let leftovers = if gone { stage.fakes.leftovers()? } else { Vec::new() };
        let seconds = began.elapsed().as_secs_f64();
        let mut end = stage.report(rehearsal, Vec::new())?;
        steps.push(StepReport { seconds, stacks: end.stacks.clone() });
        let known = forgotten(&steps);
        let (forgotten, leftovers) =
            leftovers.into_iter().partition(|left: &Leftover| known.contains(&left.id));
        end.leftovers = leftovers;
        let from = first.blueprint.path.clone();
        end.change = Some(ChangeReport { from, notes: Vec::new(), forgotten });
        Ok(SequenceReport { steps, end })
    })
}

/// By which services know what is there still.
fn forgotten(steps: &[StepReport]) -> BTreeSet<String> {
    let stacks = steps.iter().flat_map(|step| &step.stacks);
    let changes = stacks.filter_map(|stack| stack.change.as_ref());
    changes.flat_map(|change| change.forgotten.iter().cloned()).collect()
}

/// Two steps told as one.
fn joined(mut earlier: Vec<StackReport>, later: Vec<StackReport>) -> Vec<StackReport> {
    let mut stacks = Vec::new();
    for mut stack in later {
        if let Some(at) = earlier.iter().position(|it| it.folder == stack.folder) {
            let mut phases = earlier.remove(at).phases;
            phases.append(&mut stack.phases);
            stack.phases = phases;
        }
        stacks.push(stack);
    }
    stacks.append(&mut earlier);
    stacks
}

impl<'a> Rehearsal<'a> {
    /// The same stacks with what is there, another script, and what the one before it led to.
    fn followed_by(self, after: &'a Script) -> (Self, Vec<StackReport>) {
        let earlier = self.stacks.into_inner().expect(UNPOISONED);
        let of_stack = |stack: &Stack| {
            let before = earlier.iter().find(|report| report.folder == stack.folder);
            let resources = before.map_or(0, |report| report.resources);
            StackReport { resources, ..blank(stack) }
        };
        let stacks = Mutex::new(after.stacks.iter().map(of_stack).collect());
        (Self { script: after, stacks, ..self }, earlier)
    }
}
