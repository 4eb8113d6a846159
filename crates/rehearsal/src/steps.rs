//! A step of one stack: a phase, what was refused meanwhile, and what becomes of it in the report.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use crate::events::Diagnostic;
use crate::fault::{self, Refused};
use crate::phases::{Outcome, Workplace};
use crate::proxy::Entrance;
use crate::report::{Failure, Phase};
use crate::run::{ID_TOKENS, Notice, Rehearsal, TEMPORARY, UNPOISONED};
use crate::script::Stack;
use crate::terraform::{Running, Terraform};
use crate::variables::{self, Access, UNITY_CATALOG};

/// Where stacks are worked on.
pub(crate) struct Site<'a> {
    /// A copy of what was generated.
    pub(crate) stacks: PathBuf,
    /// By which its processes reach the fakes.
    pub(crate) entrance: Entrance,
    pub(crate) running: &'a Running,
}

pub(crate) type Watched = (Outcome, Vec<Refused>);

impl Rehearsal<'_> {
    pub(crate) fn break_off(&self, error: anyhow::Error) {
        self.broken.lock().expect(UNPOISONED).get_or_insert(error);
        self.applied.running.stop();
    }

    /// Says whether it went well.
    pub(crate) fn step(
        &self,
        stack: &Stack,
        phase: Phase,
        act: impl FnOnce() -> Result<Outcome>,
    ) -> bool {
        if self.broken.lock().expect(UNPOISONED).is_some() {
            return false;
        }
        (self.notice)(Notice::Begins { stack: &stack.folder, phase });
        let ended = self.watched(act);
        self.conclude(stack, phase, ended)
    }

    /// And what was refused meanwhile, also to the stacks beside this one.
    pub(crate) fn watched(&self, act: impl FnOnce() -> Result<Outcome>) -> Result<Watched> {
        let before = self.fakes.refusals()?;
        let outcome = act()?;
        Ok((outcome, self.fakes.refusals()?.since(&before)))
    }

    /// Tells it, and puts it into the report.
    pub(crate) fn conclude(&self, stack: &Stack, phase: Phase, ended: Result<Watched>) -> bool {
        match ended {
            Ok((outcome, refusals)) => {
                let went_well = outcome.errors.is_empty();
                let report = &outcome.report;
                (self.notice)(Notice::Ended { stack: &stack.folder, report, went_well });
                let failure = self.failure(stack, phase, &outcome.errors, &refusals);
                self.record(stack, outcome, failure);
                went_well
            }
            Err(error) => {
                self.break_off(error);
                false
            }
        }
    }

    pub(crate) fn failure(
        &self,
        stack: &Stack,
        phase: Phase,
        errors: &[Diagnostic],
        refusals: &[Refused],
    ) -> Option<Failure> {
        let explain = |error| fault::explain(error, stack, self.script, refusals);
        let errors: Vec<_> = errors.iter().map(explain).collect();
        (!errors.is_empty()).then_some(Failure { phase, errors })
    }

    pub(crate) fn record(&self, stack: &Stack, outcome: Outcome, failure: Option<Failure>) {
        let mut stacks = self.stacks.lock().expect(UNPOISONED);
        let of_stack = stacks.iter_mut().find(|report| report.folder == stack.folder);
        let report = of_stack.expect("every stack has a report");
        if let Some(state) = outcome.state {
            report.resources = state.managed();
            let mut applied = self.dependencies.lock().expect(UNPOISONED);
            applied.insert(stack.folder.clone(), state.dependencies());
        }
        report.phases.push(outcome.report);
        report.phases.sort_by_key(|phase| phase.phase);
        // What `validate` says comes first, though it may end later.
        report.failure = match (report.failure.take(), failure) {
            (Some(one), Some(other)) if other.phase < one.phase => Some(other),
            (one, other) => one.or(other),
        };
    }

    /// For all but destroy.
    pub(crate) fn workplace(&self, stack: &Stack) -> Workplace<'_> {
        self.workplace_at(&self.applied, stack)
    }

    pub(crate) fn workplace_at<'a>(&'a self, site: &Site<'a>, stack: &Stack) -> Workplace<'a> {
        let delay = self.settings.iam_propagation;
        let wait = |delay: Duration| format!("{}s", delay.mul_f64(1.5).as_secs_f64().ceil());
        let access = Access {
            proxy: &self.fakes.proxy,
            entrance: site.entrance,
            nowhere: &self.folder.join("nowhere"),
            temporary: &self.folder.join(TEMPORARY),
            id_tokens: &self.folder.join(ID_TOKENS),
            iam_propagation_wait: &wait(delay),
            unity_catalog_propagation_wait: &wait(delay * UNITY_CATALOG),
        };
        // Of a log file, which lies in no folder of its own: `prod-inside-`.
        let name = match stack.folder.as_str() {
            "" => String::new(),
            folder => format!("{}-", folder.replace('/', "-")),
        };
        Workplace {
            terraform: Terraform {
                program: &self.settings.terraform,
                environment: variables::of(&self.settings.environment, &access, stack),
                running: site.running,
            },
            folder: site.stacks.join(&stack.folder),
            logs: self.folder.join("logs"),
            name,
        }
    }
}
