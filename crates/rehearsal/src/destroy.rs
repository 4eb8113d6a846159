//! The second plan and then destroy; Terraform starts the one beside the other.
//!
//! A Terraform process spends seconds on its providers before it asks for anything. A destroy spends them
//! while the second plan runs, on a copy of the stacks of its own, and then waits at the proxy's gate until
//! every second plan is known to be empty. If one is not, it ends as if it had never begun.

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Instant;

use anyhow::Result;

use crate::copy;
use crate::proxy::Entrance;
use crate::report::Phase;
use crate::run::{Notice, Rehearsal, UNPOISONED, nothing};
use crate::script::Stack;
use crate::steps::Site;
use crate::wave::{Slots, wave};

/// Whether every second plan is empty, once that is known.
#[derive(Default)]
struct Verdict {
    empty: Mutex<Option<bool>>,
    known: Condvar,
}

impl Verdict {
    fn tell(&self, empty: bool) {
        *self.empty.lock().expect(UNPOISONED) = Some(empty);
        self.known.notify_all();
    }

    fn wait(&self) -> bool {
        let empty = self.empty.lock().expect(UNPOISONED);
        *self.known.wait_while(empty, |empty| empty.is_none()).expect(UNPOISONED) == Some(true)
    }
}

impl Rehearsal<'_> {
    pub(crate) fn replan_and_destroy(&self) -> Result<bool> {
        let destroyers = self.applied.running.part();
        let stacks = self.folder.join("destroy");
        let site = Site { stacks, entrance: Entrance::Gated, running: &destroyers };
        copy::again(self.script, &self.applied.stacks, &site.stacks)?;
        let verdict = Verdict::default();
        let destroy = || self.destroy(&site, &verdict);
        let replan = || {
            let replanned = self.replan();
            let empty = matches!(replanned, Ok(true));
            if empty {
                self.fakes.proxy.open_gate();
            } else {
                destroyers.stop();
            }
            verdict.tell(empty);
            replanned
        };
        // With more stacks, some would wait at the gate longer than a client does.
        if self.script.stacks.len() > self.settings.jobs {
            return Ok(replan()? && destroy()?);
        }
        thread::scope(|scope| {
            let destroyed = scope.spawn(destroy);
            let replanned = replan()?;
            Ok(replanned && destroyed.join().expect("a wave does not panic")?)
        })
    }

    pub(crate) fn replan(&self) -> Result<bool> {
        let slots = Slots::new(self.settings.jobs);
        wave(&self.script.stacks, &slots, nothing, |stack| {
            self.step(stack, Phase::Replan, || self.workplace(stack).replan())
        });
        let goes_on = self.goes_on()?;
        copy::prove_unchanged(self.script, &self.applied.stacks)?;
        Ok(goes_on)
    }

    fn destroy(&self, site: &Site, verdict: &Verdict) -> Result<bool> {
        let stacks = &self.script.stacks;
        let users = |stack: &Stack| {
            let uses = |other: &&Stack| other.after.contains(&stack.folder);
            stacks.iter().filter(uses).map(|other| other.folder.clone()).collect()
        };
        let slots = Slots::new(self.settings.jobs);
        wave(stacks, &slots, users, |stack| self.destroy_one(stack, site, verdict));
        self.goes_on()
    }

    fn destroy_one(&self, stack: &Stack, site: &Site, verdict: &Verdict) -> bool {
        thread::scope(|scope| {
            let started = scope.spawn(|| {
                let applied = self.dependencies.lock().expect(UNPOISONED);
                // Nothing of a stack in which there was nothing to apply.
                let dependencies = applied.get(&stack.folder).cloned().unwrap_or_default();
                drop(applied);
                self.watched(|| self.workplace_at(site, stack).destroy(&dependencies))
            });
            if !verdict.wait() {
                return false;
            }
            (self.notice)(Notice::Begins { stack: &stack.folder, phase: Phase::Destroy });
            let began = Instant::now();
            let mut ended = started.join().expect("a step does not panic");
            if let Ok((outcome, _)) = &mut ended {
                outcome.report.seconds = began.elapsed().as_secs_f64();
            }
            self.conclude(stack, Phase::Destroy, ended)
        })
    }
}
