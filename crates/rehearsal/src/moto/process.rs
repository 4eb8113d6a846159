//! Starting and ending moto's process.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;

use crate::environment::Environment;

/// Importing moto takes some seconds where files are slow.
const START: Duration = Duration::from_secs(90);
const STOP: Duration = Duration::from_secs(1);
/// Between hanging up and having ended.
const DYING: Duration = Duration::from_millis(500);
const LAST_LINES: usize = 15;

pub(super) struct Process {
    child: Mutex<Child>,
    pub port: u16,
    pub log: PathBuf,
}

#[derive(Deserialize)]
struct Ready {
    port: u16,
}

impl Process {
    /// Its standard input stays open as long as we live: it ends with us however we end.
    pub(super) fn start(
        python: &Path,
        launcher: &Path,
        log: PathBuf,
        environment: &Environment,
    ) -> Result<Self> {
        let stderr =
            File::create(&log).with_context(|| format!("can't write {}", log.display()))?;
        let child = environment
            .python(python)
            .arg(launcher)
            .args(["--port", "0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .process_group(0) // Ctrl-C at the terminal is for us: what was applied is destroyed first
            .spawn()
            .with_context(|| format!("can't start {}", python.display()))?;
        // From here on whatever fails also ends the process.
        let mut process = Self { child: Mutex::new(child), port: 0, log };
        process.port = process.wait_until_ready().with_context(|| process.last_words())?;
        Ok(process)
    }

    pub(super) fn id(&self) -> u32 {
        self.lock().id()
    }

    fn wait_until_ready(&self) -> Result<u16> {
        let stdout = self.lock().stdout.take().context("its standard output is not ours")?;
        let (tell, told) = mpsc::channel();
        thread::spawn(move || tell.send(first_line(stdout)));
        let line = told
            .recv_timeout(START)
            .map_err(|_| anyhow!("it is not ready after {} seconds", START.as_secs()))??;
        if line.is_empty() {
            bail!("it hung up before it was ready");
        }
        let ready: Ready = serde_json::from_str(&line)
            .with_context(|| format!("it says `{}` in place of its port", line.trim_end()))?;
        Ok(ready.port)
    }

    /// How it is, and the end of its log.
    pub(super) fn last_words(&self) -> String {
        let how = match ends_within(&mut self.lock(), DYING) {
            Some(status) => format!("the fake of AWS has ended ({status})"),
            None => "the fake of AWS runs but does not answer".to_owned(),
        };
        let log = std::fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<_> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(LAST_LINES)..].join("\n  ");
        format!("{how}; the end of {}:\n  {last}\n", self.log.display())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn first_line(stdout: ChildStdout) -> Result<String> {
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line)?;
    Ok(line)
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut child = self.lock();
        drop(child.stdin.take());
        if ends_within(&mut child, STOP).is_none() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn ends_within(child: &mut Child, time: Duration) -> Option<ExitStatus> {
    let asked = Instant::now();
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if asked.elapsed() > time {
            return None;
        }
        thread::sleep(Duration::from_millis(10));
    }
}
