//! A whole rehearsal: the copy, the fakes, and the waves over all stacks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::chain::Dependencies;
use crate::environment::Environment;
use crate::fakes::Fakes;
use crate::report::{Phase, PhaseReport, Report, StackReport, StepReport};
use crate::script::{Script, Stack};
use crate::stage::Stage;
use crate::steps::Site;
use crate::terraform::{Interrupted, Running};
use crate::wave::{Slots, wave};

/// How a rehearsal is made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The executable of Terraform or OpenTofu.
    pub terraform: PathBuf,
    /// What the command was started with.
    pub environment: Environment,
    /// How long a role or policy is unknown to Databricks after a change, and half as long as to Unity Catalog. The wait of what is emitted
    /// is set in proportion: half as long again, as thirty seconds are to twenty.
    pub iam_propagation: Duration,
    /// How many stacks are worked on at a time.
    pub jobs: usize,
    pub validation: Validation,
}

/// What becomes of `terraform validate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// Each stack is validated beside its apply.
    BesideApply,
    /// The caller has validated the stacks: Terraform would read all schemas once more.
    LeftOut,
}

/// What happens while a rehearsal runs.
#[derive(Clone, Copy, Debug)]
pub enum Notice<'a> {
    /// Something that is done once on a machine.
    Prepares {
        step: &'a str,
    },
    Ready {
        seconds: f64,
    },
    Begins {
        stack: &'a str,
        phase: Phase,
    },
    Ended {
        stack: &'a str,
        report: &'a PhaseReport,
        went_well: bool,
    },
    /// Of a sequence: another script follows. `number` counts those that followed the first one, from zero.
    Converged {
        number: usize,
        step: &'a StepReport,
    },
}

/// Short, because the path of a socket may have no more than 108 bytes.
pub(crate) const TEMPORARY: &str = "t";

/// Folder of a rehearsal in which the tokens of runners are.
pub(crate) const ID_TOKENS: &str = "id-tokens";

pub(crate) struct Rehearsal<'a> {
    pub(crate) script: &'a Script,
    pub(crate) settings: &'a Settings,
    pub(crate) notice: &'a (dyn Fn(Notice) + Sync),
    pub(crate) fakes: &'a Fakes,
    pub(crate) folder: &'a Path,
    /// For all but destroy.
    pub(crate) applied: Site<'a>,
    pub(crate) stacks: Mutex<Vec<StackReport>>,
    /// Of each stack's resources, by its folder, once it is applied.
    pub(crate) dependencies: Mutex<BTreeMap<String, Dependencies>>,
    /// The first error that is none of Terraform's.
    pub(crate) broken: Mutex<Option<anyhow::Error>>,
}

/// Rehearses in `folder`, which must be empty and is left full. Another thread may stop `running`.
pub fn rehearse(
    script: &Script,
    settings: &Settings,
    folder: &Path,
    running: &Running,
    notice: &(dyn Fn(Notice) + Sync),
) -> Result<Report> {
    interruptible(running, || {
        let stage = Stage::set(&[script], settings, folder, running, notice)?;
        let rehearsal = stage.rehearsal(script);
        let gone = rehearsal.build()? && rehearsal.replan_and_destroy()?;
        let leftovers = if gone { stage.fakes.leftovers()? } else { Vec::new() };
        stage.report(rehearsal, leftovers)
    })
}

/// What is stopped breaks whatever waited for it: that is no error of its own.
pub(crate) fn interruptible<T>(running: &Running, act: impl FnOnce() -> Result<T>) -> Result<T> {
    act().map_err(|error| if running.is_stopped() { Interrupted.into() } else { error })
}

pub(crate) const UNPOISONED: &str = "nothing panics while it holds this lock";

impl Rehearsal<'_> {
    /// Init and apply. The fake of AWS starts meanwhile: what asks it waits.
    pub(crate) fn build(&self) -> Result<bool> {
        let slots = Slots::new(self.settings.jobs);
        thread::scope(|scope| {
            scope.spawn(|| self.start_moto());
            anyhow::Ok(self.init(&slots, Phase::Init)? && self.apply(&slots)?)
        })
    }

    fn start_moto(&self) {
        let began = Instant::now();
        let environment = &self.settings.environment;
        let say = |step: &str| (self.notice)(Notice::Prepares { step });
        match self.fakes.start_moto(self.folder, environment, &say) {
            Ok(()) => (self.notice)(Notice::Ready { seconds: began.elapsed().as_secs_f64() }),
            Err(error) => self.break_off(error),
        }
    }

    /// `phase` says whether it is the first time.
    pub(crate) fn init(&self, slots: &Slots, phase: Phase) -> Result<bool> {
        let _open = self.fakes.proxy.allow_registries();
        wave(&self.script.stacks, slots, nothing, |stack| {
            self.step(stack, phase, || self.workplace(stack).init(phase))
        });
        self.goes_on()
    }

    fn apply(&self, slots: &Slots) -> Result<bool> {
        let needed = |stack: &Stack| stack.after.clone();
        wave(&self.script.stacks, slots, needed, |stack| self.validate_and_apply(stack));
        let goes_on = self.goes_on()?;
        self.fakes.write_state(self.folder)?;
        Ok(goes_on)
    }

    /// `apply` needs nothing of `validate`, which is heard while the apply waits for resources.
    fn validate_and_apply(&self, stack: &Stack) -> bool {
        let (tell, changing) = mpsc::channel::<()>();
        if self.settings.validation == Validation::LeftOut {
            return self.step(stack, Phase::Apply, || self.workplace(stack).apply(tell));
        }
        thread::scope(|scope| {
            let valid = scope.spawn(move || {
                // An apply that ends without a change hangs up, which serves as well.
                changing.recv().ok();
                self.step(stack, Phase::Validate, || self.workplace(stack).validate())
            });
            let applied = self.step(stack, Phase::Apply, || self.workplace(stack).apply(tell));
            valid.join().expect("a step does not panic") && applied
        })
    }

    /// Whether no stack has failed. An error is one that says nothing about the blueprint.
    pub(crate) fn goes_on(&self) -> Result<bool> {
        match self.broken.lock().expect(UNPOISONED).take() {
            Some(error) => Err(error),
            None if self.applied.running.is_stopped() => Err(Interrupted.into()),
            None => {
                let stacks = self.stacks.lock().expect(UNPOISONED);
                Ok(stacks.iter().all(|stack| stack.failure.is_none()))
            }
        }
    }
}

/// For a wave in which no stack waits for another.
pub(crate) fn nothing(_: &Stack) -> Vec<String> {
    Vec::new()
}
