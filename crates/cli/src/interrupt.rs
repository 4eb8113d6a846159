//! Ctrl-C, a closed terminal, and being told to end: what runs is stopped, so that everything is cleaned up on the way out.

use std::sync::LazyLock;
use std::thread;

use anyhow::Result;
use rehearsal::Running;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

const SIGNALS: [i32; 3] = [SIGHUP, SIGINT, SIGTERM];

static RUNNING: LazyLock<Running> = LazyLock::new(Running::default);

/// What is stopped on the first signal. A second one ends the process as it is.
pub(crate) fn watch() -> Result<&'static Running> {
    // Before the other, because one signal goes through both: the thread below may be quicker than what is left
    // of the first signal, which would then be taken for the second.
    let again = signal_hook::flag::register_conditional_shutdown;
    for signal in SIGNALS {
        again(signal, 130, RUNNING.stopped())?;
    }
    let mut signals = Signals::new(SIGNALS)?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            RUNNING.stop();
        }
    });
    Ok(&RUNNING)
}
