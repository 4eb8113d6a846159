//! A word to whoever waits at a terminal, once it takes long.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::say;

const LONG: Duration = Duration::from_secs(1);

/// Says `what` is being done if it is not done within a second; gone without a trace when dropped.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

pub(crate) fn start(what: &'static str) -> Progress {
    if !io::stderr().is_terminal() {
        return Progress(None);
    }
    let (done, wait) = mpsc::channel();
    let waiting = thread::spawn(move || {
        if wait.recv_timeout(LONG) == Err(RecvTimeoutError::Timeout) {
            say::aside(&format!("{what}…"));
            wait.recv().ok();
            say::aside("\r\x1b[K");
        }
    });
    Progress(Some((done, waiting)))
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, waiting)) = self.0.take() {
            drop(done);
            waiting.join().ok();
        }
    }
}
