//! What is done with one stack: init, validate, apply, plan again, destroy.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Deserialize;

use crate::chain::{self, Dependencies, State, Work};
use crate::checksums;
use crate::events::{self, Diagnostic, Event};
use crate::report::{Phase, PhaseReport};
use crate::terraform::{Finished, Terraform};
use crate::waits;

/// A stack's folder of the copy, and the Terraform that runs in it.
pub(crate) struct Workplace<'a> {
    pub(crate) terraform: Terraform<'a>,
    pub(crate) folder: PathBuf,
    /// Where what Terraform says is kept; file names begin with the stack's.
    pub(crate) logs: PathBuf,
    pub(crate) name: String,
}

/// How a phase ended.
pub(crate) struct Outcome {
    pub(crate) report: PhaseReport,
    /// Empty if it went well.
    pub(crate) errors: Vec<Diagnostic>,
    /// What an apply left.
    pub(crate) state: Option<State>,
}

#[derive(Deserialize)]
struct Validation {
    diagnostics: Vec<Diagnostic>,
}

impl Workplace<'_> {
    pub(crate) fn init(&self, phase: Phase) -> Result<Outcome> {
        let began = Instant::now();
        let finished = self.run(phase.name(), &["init", "-input=false", "-no-color"], |_| {})?;
        checksums::forget(&self.folder)?;
        let errors = said_by(&finished, "`init` failed").into_iter().collect();
        Ok(Outcome { report: timed(phase, began), errors, state: None })
    }

    pub(crate) fn validate(&self) -> Result<Outcome> {
        let began = Instant::now();
        let mut text = String::new();
        let finished = self.run("validate", &["validate", "-json"], |line| text.push_str(line))?;
        let errors = match serde_json::from_str::<Validation>(&text) {
            Ok(validation) => {
                validation.diagnostics.into_iter().filter(Diagnostic::is_error).collect()
            }
            Err(_) => said_by(&finished, "`validate` failed").into_iter().collect(),
        };
        Ok(Outcome { report: timed(Phase::Validate, began), errors, state: None })
    }

    /// `changing` hangs up on the first change to a resource, or when there will be none.
    pub(crate) fn apply(&self, changing: Sender<()>) -> Result<Outcome> {
        let arguments = ["apply", "-auto-approve", "-input=false", "-json"];
        self.applied(Phase::Apply, "apply", &arguments, Some(changing))
    }

    /// With what it left. `log` names what is kept of what it said.
    pub(crate) fn applied(
        &self,
        phase: Phase,
        log: &str,
        arguments: &[&str],
        changing: Option<Sender<()>>,
    ) -> Result<Outcome> {
        let change = self.change(phase, log, arguments, changing)?;
        let state = self.state()?;
        let outcome = change.outcome(&state.dependencies());
        Ok(Outcome { state: Some(state), ..outcome })
    }

    /// A difference is an error: whoever applies would see it for ever.
    pub(crate) fn replan(&self) -> Result<Outcome> {
        let began = Instant::now();
        let arguments = ["plan", "-detailed-exitcode", "-input=false", "-json", "-lock=false"];
        let mut errors = Vec::new();
        let finished = self.run("replan", &arguments, |line| match events::parse(line) {
            Some(Event::Diagnostic { diagnostic }) if diagnostic.is_error() => {
                errors.push(diagnostic);
            }
            Some(Event::PlannedChange { change }) => errors.push(drifted(change)),
            _ => {}
        })?;
        if errors.is_empty() && finished.code != 0 {
            errors.extend(said_by(&finished, "the second plan is not empty"));
        }
        Ok(Outcome { report: timed(Phase::Replan, began), errors, state: None })
    }

    /// `applied`: what the resources depend on.
    pub(crate) fn destroy(&self, applied: &Dependencies) -> Result<Outcome> {
        let needs = chain::inverted(applied);
        // The second plan has just read everything, and found nothing changed.
        let arguments =
            ["apply", "-destroy", "-refresh=false", "-auto-approve", "-input=false", "-json"];
        Ok(self.change(Phase::Destroy, "destroy", &arguments, None)?.outcome(&needs))
    }

    /// What is in the stack's state. Terraform takes a second to print even one that lies in the folder.
    fn state(&self) -> Result<State> {
        let local = self.folder.join("terraform.tfstate");
        let text = if local.exists() {
            fs::read_to_string(local)?
        } else {
            self.print("state", &["state", "pull"])?
        };
        // Nothing at all if nothing was ever applied.
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    pub(crate) fn print(&self, what: &str, arguments: &[&str]) -> Result<String> {
        let mut text = String::new();
        self.run(what, arguments, |line| text.extend([line, "\n"]))?;
        Ok(text)
    }

    fn change(
        &self,
        phase: Phase,
        log: &str,
        arguments: &[&str],
        mut changing: Option<Sender<()>>,
    ) -> Result<Change> {
        let began = Instant::now();
        let mut change =
            Change { report: timed(phase, began), errors: Vec::new(), work: BTreeMap::new() };
        let finished = self.run(log, arguments, |line| {
            if let Some(event) = events::parse(line) {
                if matches!(event, Event::ApplyStart { .. }) {
                    changing.take();
                }
                change.hear(event, began.elapsed());
            }
        })?;
        if change.errors.is_empty() {
            change.errors.extend(said_by(&finished, "it failed without a word"));
        }
        change.report.seconds = began.elapsed().as_secs_f64();
        Ok(change)
    }

    pub(crate) fn run(
        &self,
        what: &str,
        arguments: &[&str],
        on_line: impl FnMut(&str),
    ) -> Result<Finished> {
        let log = self.logs.join(format!("{}{what}.log", self.name));
        self.terraform.run(&self.folder, arguments, &log, on_line)
    }
}

/// An apply or a destroy, as it was told.
struct Change {
    report: PhaseReport,
    errors: Vec<Diagnostic>,
    /// By address without instance keys.
    work: BTreeMap<String, Work>,
}

impl Change {
    fn hear(&mut self, event: Event, now: Duration) {
        match event {
            Event::ApplyStart { hook } => {
                let address = chain::without_keys(&hook.resource.addr);
                self.work.entry(address).or_insert(Work { began: now, ended: now });
            }
            Event::ApplyComplete { hook } => {
                if let Some(work) = self.work.get_mut(&chain::without_keys(&hook.resource.addr)) {
                    work.ended = now;
                }
            }
            Event::Diagnostic { diagnostic } if diagnostic.is_error() => {
                self.errors.push(diagnostic);
            }
            _ => {}
        }
    }

    /// `needs`: what each resource waited for.
    fn outcome(self, needs: &Dependencies) -> Outcome {
        let Self { mut report, errors, work } = self;
        report.chain = chain::longest(&work, needs);
        report.fixed_waits = waits::fixed(&report.chain, report.phase);
        Outcome { report, errors, state: None }
    }
}

pub(crate) fn timed(phase: Phase, began: Instant) -> PhaseReport {
    let seconds = began.elapsed().as_secs_f64();
    PhaseReport { phase, seconds, chain: Vec::new(), fixed_waits: 0.0 }
}

fn drifted(change: events::Change) -> Diagnostic {
    Diagnostic {
        severity: "error".to_owned(),
        summary: format!("the second plan would {} {}", change.action, change.resource.addr),
        detail: "Right after an apply there must be nothing to do: this change would be planned for ever."
            .to_owned(),
        address: Some(change.resource.addr),
        range: None,
    }
}

/// What a failed process wrote to standard error, where it does not tell it as JSON.
pub(crate) fn said_by(finished: &Finished, summary: &str) -> Option<Diagnostic> {
    (finished.code != 0).then(|| Diagnostic {
        severity: "error".to_owned(),
        summary: summary.to_owned(),
        detail: finished.stderr.trim().to_owned(),
        address: None,
        range: None,
    })
}
