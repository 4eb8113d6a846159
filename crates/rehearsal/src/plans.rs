//! Changes of what is applied that are planned, each over the same, and not applied.

use std::path::Path;

use anyhow::{Result, bail};

use crate::copy;
use crate::report::{Phase, StackReport};
use crate::run::{Rehearsal, Settings, UNPOISONED, Validation, interruptible};
use crate::script::{Script, Stack};
use crate::stage::Stage;
use crate::terraform::Running;
use crate::wave::{Slots, wave};

/// Applies `first`, and plans each of `others` over it, which were generated with the lock that `first` leaves. The
/// result has the stacks of each.
///
/// A stack is planned only if nothing changes in those that it waits for: its plan depends on what they become.
///
/// Works in `folder`, which must be empty and is left full. Another thread may stop `running`.
///
/// # Errors
/// If `first` can't be applied.
pub fn plan_changes(
    first: &Script,
    others: &[Script],
    settings: &Settings,
    folder: &Path,
    running: &Running,
) -> Result<Vec<Vec<StackReport>>> {
    let scripts: Vec<_> = std::iter::once(first).chain(others).collect();
    let settings = Settings { validation: Validation::LeftOut, ..settings.clone() };
    interruptible(running, || {
        let stage = Stage::set(&scripts, &settings, folder, running, &|_| {})?;
        let rehearsal = stage.rehearsal(first);
        if !rehearsal.build()? {
            let stacks = rehearsal.stacks.into_inner().expect(UNPOISONED);
            let failure = stacks.iter().find_map(|stack| stack.failure.as_ref());
            bail!("what comes first can't be applied: {failure:?}");
        }
        let mut written = first;
        let mut planned = Vec::new();
        for other in others {
            copy::over(written, other, &stage.stacks)?;
            written = other;
            planned.push(stage.rehearsal(other).plan_change()?);
        }
        Ok(planned)
    })
}

impl Rehearsal<'_> {
    fn plan_change(self) -> Result<Vec<StackReport>> {
        let slots = Slots::new(self.settings.jobs);
        if self.init(&slots, Phase::InitAgain)? {
            let needed = |stack: &Stack| stack.after.clone();
            wave(&self.script.stacks, &slots, needed, |stack| self.plan_one(stack));
        }
        match self.broken.into_inner().expect(UNPOISONED) {
            Some(error) => Err(error),
            None => Ok(self.stacks.into_inner().expect(UNPOISONED)),
        }
    }
}
