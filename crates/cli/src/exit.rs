//! What the exit code says.

use std::process::ExitCode;

use crate::folder;
use crate::templates::TemplateBugs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Fine = 0,
    /// The blueprint is wrong, `--check` or `diff` found a difference, or writing would lose a hand edit.
    Wrong = 1,
    /// The command line, or a file that can't be read or written.
    Unusable = 2,
    /// A template is wrong.
    Bug = 3,
    /// A change costs something: see `forecast::Class`.
    Danger = 4,
    /// Ctrl-C, or being told to end: as shells say it.
    Interrupted = 130,
}

impl Exit {
    /// What an error that ended a command means.
    pub fn of(error: &anyhow::Error) -> Self {
        if error.is::<TemplateBugs>() {
            return Self::Bug;
        }
        #[cfg(feature = "rehearsal")]
        if error.is::<rehearsal::Interrupted>() {
            return Self::Interrupted;
        }
        match error.downcast_ref::<folder::Error>() {
            Some(error) if error.is_refusal() => Self::Wrong,
            _ => Self::Unusable,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
