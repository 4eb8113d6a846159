//! A change of what is applied: the new files are planned and applied over it.

use std::cell::Cell;
use std::fs;
use std::thread;

use anyhow::Result;

use crate::events::Diagnostic;
use crate::plan::Planned;
use crate::report::{Phase, StackChange};
use crate::run::{Notice, Rehearsal, UNPOISONED};
use crate::script::Stack;
use crate::steps::Watched;
use crate::wave::{Slots, wave};

/// What a workspace's provider is configured with, and so what stands beneath all that is inside.
const BENEATH: &str = "module.workspace";

impl Rehearsal<'_> {
    /// Over what is there. Says whether no stack has failed.
    pub(crate) fn change(&self, tries: usize) -> Result<bool> {
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
        let circles = self.says_how(stack);
        match self.keep_plan(stack, None, circles) {
            None => false,
            Some(Planned::Nothing) => true,
            Some(Planned::Circle) => self.change_beneath_first(stack, tries),
            Some(Planned::Changes) => match self.apply_plan(stack, tries, circles) {
                Applied::Circle => {
                    // What was planned is planned anew, in two parts.
                    self.note(stack, |change| *change = StackChange::default());
                    self.change_beneath_first(stack, tries)
                }
                applied => applied == Applied::Well,
            },
        }
    }

    fn change_beneath_first(&self, stack: &Stack, tries: usize) -> bool {
        self.keep_plan(stack, Some(BENEATH), false) == Some(Planned::Changes)
            && self.apply_plan(stack, 1, false) == Applied::Well
            && match self.keep_plan(stack, None, false) {
                Some(Planned::Changes) => self.apply_plan(stack, tries, false) == Applied::Well,
                planned => planned == Some(Planned::Nothing),
            }
    }

    fn apply_plan(&self, stack: &Stack, tries: usize, circles: bool) -> Applied {
        // Terraform reads the schemas of all providers to show a plan, and an apply waits most of its time.
        thread::scope(|scope| {
            let shown = scope.spawn(|| self.note_plan(stack));
            let applied = self.try_to_apply(stack, tries, circles);
            shown.join().expect("to show a plan does not panic");
            applied
        })
    }

    /// Says whether nothing changes.
    pub(crate) fn plan_one(&self, stack: &Stack) -> bool {
        let planned = self.keep_plan(stack, None, false);
        if planned == Some(Planned::Changes) {
            self.note_plan(stack);
        }
        planned == Some(Planned::Nothing)
    }

    /// `None` if the plan fails, for a circle too unless one is dealt with.
    fn keep_plan(&self, stack: &Stack, target: Option<&str>, circles: bool) -> Option<Planned> {
        let planned = Cell::new(Planned::Nothing);
        let is_planned = self.step(stack, Phase::Plan, || {
            let (mut outcome, mut found) = self.workplace(stack).plan(target)?;
            if circles && outcome.errors.iter().any(is_circle) {
                outcome.errors.clear();
                found = Planned::Circle;
            }
            planned.set(found);
            Ok(outcome)
        });
        self.note(stack, |_| {});
        is_planned.then(|| planned.get())
    }

    /// Whether the stack's README says what to do about a circle.
    fn says_how(&self, stack: &Stack) -> bool {
        let said = format!("terraform apply -target={BENEATH}");
        let readme = fs::read_to_string(self.workplace(stack).folder.join("README.md"));
        readme.is_ok_and(|text| text.contains(&said))
    }

    fn note_plan(&self, stack: &Stack) {
        match self.workplace(stack).show_plan() {
            Ok(plan) => self.note(stack, |change| {
                change.actions.extend(plan.actions);
                change.forgotten.extend(plan.forgotten);
            }),
            Err(error) => self.break_off(error),
        }
    }

    fn try_to_apply(&self, stack: &Stack, tries: usize, circles: bool) -> Applied {
        for number in 1.. {
            (self.notice)(Notice::Begins { stack: &stack.folder, phase: Phase::Change });
            let ended = self.watched(|| self.workplace(stack).apply_change(number));
            self.note(stack, |change| change.tries += 1);
            match ended {
                Ok(ended) if circles && ended.0.errors.iter().any(is_circle) => {
                    self.fail_for_now(stack, ended);
                    return Applied::Circle;
                }
                Ok(ended) if !ended.0.errors.is_empty() && number < tries => {
                    self.fail_for_now(stack, ended);
                }
                ended => {
                    let is_well = self.conclude(stack, Phase::Change, ended);
                    return if is_well { Applied::Well } else { Applied::Failed };
                }
            }
        }
        Applied::Failed
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
}

/// What became of a plan that was applied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Applied {
    Well,
    Failed,
    /// Terraform finds no order for what it planned, and has begun nothing.
    Circle,
}

fn is_circle(error: &Diagnostic) -> bool {
    error.summary.starts_with("Cycle: ")
}
