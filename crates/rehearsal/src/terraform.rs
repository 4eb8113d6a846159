//! The real Terraform, or OpenTofu: a process group that ends when it is told to.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::environment::Environment;
use crate::last_act::LastAct;
use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group};

/// Why a rehearsal ended that someone stopped.
#[derive(Clone, Copy, Debug)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Which processes run, so that they can be ended from another thread.
#[derive(Debug, Default)]
pub struct Running {
    groups: Mutex<BTreeSet<i32>>,
    stopped: Arc<AtomicBool>,
    parts: Mutex<Vec<Arc<Self>>>,
}

impl Running {
    /// Ends every process, and lets no other start.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        for group in self.groups().iter() {
            let group = Pid::from_raw(*group).expect("the id of a process is not zero");
            // It may have ended by itself.
            kill_process_group(group, Signal::KILL).ok();
        }
        for part in self.parts().iter() {
            part.stop();
        }
    }

    /// Processes that are ended with all others, and can be ended without them.
    pub(crate) fn part(&self) -> Arc<Self> {
        let part = Arc::new(Self::default());
        self.parts().push(part.clone());
        if self.is_stopped() {
            part.stop();
        }
        part
    }

    /// Whether [`Self::stop`] was called.
    pub fn stopped(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stopped)
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    fn groups(&self) -> MutexGuard<'_, BTreeSet<i32>> {
        self.groups.lock().expect(UNPOISONED)
    }

    fn parts(&self) -> MutexGuard<'_, Vec<Arc<Self>>> {
        self.parts.lock().expect(UNPOISONED)
    }
}

const UNPOISONED: &str = "nothing panics while it holds this lock";

pub(crate) struct Terraform<'a> {
    pub(crate) program: &'a Path,
    /// All of it: nothing is inherited.
    pub(crate) environment: Vec<(OsString, OsString)>,
    pub(crate) running: &'a Running,
}

pub(crate) struct Finished {
    pub(crate) code: i32,
    pub(crate) stderr: String,
}

impl Terraform<'_> {
    /// Hands on each line of standard output as it comes. `log` gets a copy; standard error goes
    /// beside it.
    pub(crate) fn run(
        &self,
        folder: &Path,
        arguments: &[&str],
        log: &Path,
        mut on_line: impl FnMut(&str),
    ) -> Result<Finished> {
        let stderr_log = log.with_extension("stderr");
        let mut child = Command::new(self.program)
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&stderr_log)?)
            // Providers are its children: one signal reaches them all, and Ctrl-C none of them.
            .process_group(0)
            .spawn()
            .with_context(|| format!("starting {}", self.program.display()))?;
        let group = child.id().cast_signed();
        let _ends_with_us = LastAct::end_group(group);
        self.running.groups().insert(group);
        if self.running.is_stopped() {
            self.running.stop();
        }
        let stdout = child.stdout.take().expect("it is piped");
        let mut copy = File::create(log)?;
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            writeln!(copy, "{line}")?;
            on_line(&line);
        }
        let status = child.wait()?;
        self.running.groups().remove(&group);
        if self.running.is_stopped() {
            return Err(Interrupted.into());
        }
        let stderr = std::fs::read_to_string(&stderr_log)?;
        Ok(Finished { code: status.code().unwrap_or(-1), stderr })
    }
}

/// As `TERRAFORM` names it, else `terraform` or `tofu` on the search path. It runs in other folders than this one.
pub fn find(environment: &Environment) -> Result<PathBuf> {
    if let Some(named) = environment.path("TERRAFORM") {
        return environment.program(&named).with_context(|| {
            format!(
                "`TERRAFORM` is `{}`, which is no program\n\
                 help: set it to the path of `terraform` or `tofu`, or unset it to search for one",
                named.display()
            )
        });
    }
    ["terraform", "tofu"].into_iter().find_map(|name| environment.program(name)).context(
        "there is no `terraform` and no `tofu` on the search path\n\
         help: install one of them, or name it in `TERRAFORM`",
    )
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    /// Whether `stop` ends a process of `running` that would take a minute.
    fn ends(running: &Running, stop: impl FnOnce()) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let terraform =
            Terraform { program: Path::new("/bin/sh"), environment: Vec::new(), running };
        let (tell, told) = mpsc::channel();
        let ended = thread::scope(|scope| {
            let run = scope.spawn(|| {
                let started = |_: &str| tell.send(()).unwrap();
                let arguments = ["-c", "echo started; exec /bin/sleep 60"];
                terraform.run(folder.path(), &arguments, &folder.path().join("log"), started)
            });
            told.recv().unwrap();
            stop();
            run.join().unwrap()
        });
        ended.err().is_some_and(|error| error.is::<Interrupted>())
    }

    #[test]
    fn a_part_is_stopped_without_the_others() {
        let whole = Running::default();
        let part = whole.part();
        assert!(ends(&part, || part.stop()));
        assert!(!whole.is_stopped());
    }

    #[test]
    fn a_part_is_stopped_with_the_others() {
        let whole = Running::default();
        let part = whole.part();
        assert!(ends(&part, || whole.stop()));
        assert!(whole.part().is_stopped(), "also one that comes later");
    }
}
