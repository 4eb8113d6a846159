//! The folder and the fakes that a rehearsal finds, and the report at its end.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use anyhow::Result;
use databricks_fake::id_token;

use crate::copy;
use crate::fakes::Fakes;
use crate::proxy::Entrance;
use crate::report::{Leftover, Report, StackReport};
use crate::run::{ID_TOKENS, Notice, Rehearsal, Settings, TEMPORARY, UNPOISONED};
use crate::script::{Script, Stack};
use crate::steps::Site;
use crate::terraform::Running;
use crate::versions;
use crate::world::World;

pub(crate) struct Stage<'a> {
    began: Instant,
    settings: &'a Settings,
    folder: &'a Path,
    /// What breaks off stops this, and not what the caller holds: that one says whether a person stopped it.
    running: Arc<Running>,
    notice: &'a (dyn Fn(Notice) + Sync),
    pub(crate) fakes: Fakes,
    /// Where Terraform runs.
    pub(crate) stacks: PathBuf,
}

impl<'a> Stage<'a> {
    /// With the files of the first of `scripts`, which are applied one over the other, and with what all of them call
    /// existing. `folder` is empty.
    pub(crate) fn set(
        scripts: &[&Script],
        settings: &'a Settings,
        folder: &'a Path,
        running: &Running,
        notice: &'a (dyn Fn(Notice) + Sync),
    ) -> Result<Self> {
        let began = Instant::now();
        let stacks = folder.join("stacks");
        copy::write(scripts[0], &stacks)?;
        for beside in ["logs", TEMPORARY, ID_TOKENS] {
            fs::create_dir(folder.join(beside))?;
        }
        for stack in scripts.iter().flat_map(|script| &script.stacks) {
            let account = &stack.accounts.databricks;
            fs::write(folder.join(ID_TOKENS).join(account), id_token(account))?;
        }
        let archs: Vec<_> = scripts.iter().map(|script| &script.arch).collect();
        let Settings { environment, iam_propagation, .. } = settings;
        let fakes = Fakes::start(World::of(&archs), folder, environment, *iam_propagation)?;
        let running = running.part();
        Ok(Self { began, settings, folder, running, notice, fakes, stacks })
    }

    pub(crate) fn rehearsal<'s>(&'s self, script: &'s Script) -> Rehearsal<'s> {
        let Self { settings, folder, running, notice, fakes, stacks, .. } = self;
        let applied = Site { stacks: stacks.clone(), entrance: Entrance::Open, running };
        Rehearsal {
            script,
            settings,
            notice,
            fakes,
            folder,
            applied,
            stacks: Mutex::new(script.stacks.iter().map(blank).collect()),
            dependencies: Mutex::default(),
            broken: Mutex::default(),
        }
    }

    pub(crate) fn report(&self, rehearsal: Rehearsal, leftovers: Vec<Leftover>) -> Result<Report> {
        let script = rehearsal.script;
        let with = versions::of(&rehearsal.workplace(&script.stacks[0]))?;
        let tally = self.fakes.proxy.tally();
        Ok(Report {
            blueprint: script.blueprint.path.clone(),
            change: None,
            with,
            seconds: self.began.elapsed().as_secs_f64(),
            stacks: rehearsal.stacks.into_inner().expect(UNPOISONED),
            deviations: copy::deviations(script),
            refused_hosts: tally.refused,
            tunnels: tally.tunnels,
            faults: tally.faults,
            unanswered: self.fakes.refusals()?.unanswered(),
            leftovers,
        })
    }
}

pub(crate) fn blank(stack: &Stack) -> StackReport {
    StackReport {
        folder: stack.folder.clone(),
        resources: 0,
        phases: Vec::new(),
        change: None,
        failure: None,
    }
}
