//! A change of what is applied: the old files, then the new ones over them, as whoever generates anew would have it.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use anyhow::Result;

use crate::copy;
use crate::plan::Planned;
use crate::report::{ChangeReport, Leftover, Phase, Report, StackChange};
use crate::run::{Notice, Rehearsal, Settings, UNPOISONED, Validation, interruptible};
use crate::script::{Script, Stack};
use crate::stage::{Stage, blank};
use crate::steps::Watched;
use crate::terraform::Running;
use crate::wave::{Slots, wave};

/// What is rehearsed of a change.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub before: &'a Script,
    /// Generated with the lock that `before` leaves.
    pub after: &'a Script,
    /// How often a stack may be applied until it is as it was planned; at least once.
    pub tries: usize,
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
    // A plan validates, too.
    let settings = Settings { validation: Validation::LeftOut, ..settings.clone() };
    interruptible(running, || {
        let stage = Stage::set(&[before, after], &settings, folder, running, notice)?;
        let old = stage.rehearsal(before);
        if !old.build()? {
            let report = stage.report(old, Vec::new())?;
            return Ok(with_change(report, change, Vec::new()));
        }
        copy::prove_unchanged(before, &stage.stacks)?;
        copy::over(before, after, &stage.stacks)?;
        let new = old.followed_by(after);
        let gone = new.change(tries)? && new.replan_and_destroy()?;
        let leftovers = if gone { stage.fakes.leftovers()? } else { Vec::new() };
        let forgotten = new.forgotten();
        let (forgotten, leftovers) =
            leftovers.into_iter().partition(|left| forgotten.contains(&left.id));
        Ok(with_change(stage.report(new, leftovers)?, change, forgotten))
    })
}

fn with_change(report: Report, change: &Change, forgotten: Vec<Leftover>) -> Report {
    let from = change.before.blueprint.path.clone();
    let change = Some(ChangeReport { from, notes: Vec::new(), forgotten });
    Report { change, ..report }
}

impl<'a> Rehearsal<'a> {
    /// The same stacks, with what was done and left there, and another script.
    fn followed_by(self, after: &'a Script) -> Self {
        let mut earlier = self.stacks.into_inner().expect(UNPOISONED);
        let of_stack = |stack: &Stack| {
            let at = earlier.iter().position(|report| report.folder == stack.folder);
            at.map_or_else(|| blank(stack), |at| earlier.remove(at))
        };
        let mut stacks: Vec<_> = after.stacks.iter().map(of_stack).collect();
        stacks.append(&mut earlier);
        Self { script: after, stacks: Mutex::new(stacks), ..self }
    }

    fn change(&self, tries: usize) -> Result<bool> {
        let slots = Slots::new(self.settings.jobs);
        if !self.init(&slots, Phase::InitAgain)? {
            return Ok(false);
        }
        let needed = |stack: &Stack| stack.after.clone();
        wave(&self.script.stacks, &slots, needed, |stack| self.change_one(stack, tries));
        let goes_on = self.goes_on()?;
        self.fakes.write_state(self.folder)?;
        Ok(goes_on)
    }

    fn change_one(&self, stack: &Stack, tries: usize) -> bool {
        let planned = Cell::new(Planned::Nothing);
        let is_planned = self.step(stack, Phase::Plan, || {
            let (outcome, found) = self.workplace(stack).plan()?;
            planned.set(found);
            Ok(outcome)
        });
        self.note(stack, |_| {});
        if !is_planned || planned.get() == Planned::Nothing {
            return is_planned;
        }
        // Terraform reads the schemas of all providers to show a plan, and an apply waits most of its time.
        thread::scope(|scope| {
            let shown = scope.spawn(|| self.workplace(stack).show_plan());
            let applied = self.try_to_apply(stack, tries);
            match shown.join().expect("to show a plan does not panic") {
                Ok(plan) => self.note(stack, |change| {
                    change.actions = plan.actions;
                    change.forgotten = plan.forgotten;
                }),
                Err(error) => self.break_off(error),
            }
            applied
        })
    }

    fn try_to_apply(&self, stack: &Stack, tries: usize) -> bool {
        for number in 1.. {
            (self.notice)(Notice::Begins { stack: &stack.folder, phase: Phase::Change });
            let ended = self.watched(|| self.workplace(stack).apply_change(number));
            self.note(stack, |change| change.tries = number);
            match ended {
                Ok(ended) if !ended.0.errors.is_empty() && number < tries => {
                    self.fail_for_now(stack, ended);
                }
                ended => return self.conclude(stack, Phase::Change, ended),
            }
        }
        false
    }

    fn fail_for_now(&self, stack: &Stack, (outcome, refusals): Watched) {
        let report = &outcome.report;
        (self.notice)(Notice::Ended { stack: &stack.folder, report, went_well: false });
        let failure = self.failure(stack, Phase::Change, &outcome.errors, &refusals);
        self.note(stack, |change| {
            change.failed_tries.extend(failure.map(|failure| failure.errors));
        });
        self.record(stack, outcome, None);
    }

    fn note(&self, stack: &Stack, note: impl FnOnce(&mut StackChange)) {
        let mut stacks = self.stacks.lock().expect(UNPOISONED);
        let of_stack = stacks.iter_mut().find(|report| report.folder == stack.folder);
        note(of_stack.expect("every stack has a report").change.get_or_insert_default());
    }

    /// By which services know what is there still.
    fn forgotten(&self) -> BTreeSet<String> {
        let stacks = self.stacks.lock().expect(UNPOISONED);
        let changes = stacks.iter().filter_map(|stack| stack.change.as_ref());
        changes.flat_map(|change| change.forgotten.iter().cloned()).collect()
    }
}
