//! What is done with one stack for a change: a plan that is kept, looked at, and applied.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::events::{self, Event};
use crate::phases::{Outcome, Workplace, said_by, timed};
use crate::planned::{self, Plan};
use crate::report::Phase;

/// What came of `plan -detailed-exitcode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Planned {
    Nothing,
    Changes,
    /// Terraform found no order, and the stack's README says what to do.
    Circle,
}

/// Exit code of `plan -detailed-exitcode`.
const CHANGES: i32 = 2;

impl Workplace<'_> {
    /// Keeps the plan beside the logs.
    pub(crate) fn plan(&self, target: Option<&str>) -> Result<(Outcome, Planned)> {
        let began = Instant::now();
        let out = format!("-out={}", self.plan_file().display());
        let target = target.map(|target| format!("-target={target}"));
        let mut arguments = vec!["plan", &out, "-detailed-exitcode", "-input=false", "-json"];
        arguments.extend(target.as_deref());
        let mut errors = Vec::new();
        let finished = self.run("plan", &arguments, |line| match events::parse(line) {
            Some(Event::Diagnostic { diagnostic }) if diagnostic.is_error() => {
                errors.push(diagnostic);
            }
            _ => {}
        })?;
        let planned = if finished.code == CHANGES { Planned::Changes } else { Planned::Nothing };
        if errors.is_empty() && planned == Planned::Nothing {
            errors.extend(said_by(&finished, "`plan` failed"));
        }
        Ok((Outcome { report: timed(Phase::Plan, began), errors, state: None }, planned))
    }

    /// As it was planned, the first time; then as Terraform plans what is left.
    pub(crate) fn apply_change(&self, number: usize) -> Result<Outcome> {
        let plan = self.plan_file();
        let plan = plan.to_str().context("the folder of a rehearsal is no text")?;
        let mut arguments = vec!["apply", "-auto-approve", "-input=false", "-json"];
        if number == 1 {
            arguments.push(plan);
        }
        self.applied(Phase::Change, &format!("change-{number}"), &arguments, None)
    }

    pub(crate) fn show_plan(&self) -> Result<Plan> {
        let plan = self.plan_file();
        let plan = plan.to_str().context("the folder of a rehearsal is no text")?;
        let mut text = String::new();
        let finished = self.run("show", &["show", "-json", plan], |line| text.push_str(line))?;
        if finished.code != 0 {
            bail!("`terraform show -json` of a plan failed: {}", finished.stderr.trim());
        }
        planned::parse(&text).context("reading a plan as JSON")
    }

    fn plan_file(&self) -> PathBuf {
        self.logs.join(format!("{}change.tfplan", self.name))
    }
}
