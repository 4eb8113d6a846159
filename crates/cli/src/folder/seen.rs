//! Our own bookkeeping in an output folder at one moment: the lock, the journal, leftovers.

use super::hash::same_text;
use super::journal::Journal;
use super::lock::Lock;

/// The bookkeeping of one moment.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub lock: Lock,
    /// Some if a run was interrupted, or is under way.
    pub(super) journal: Option<Journal>,
    /// There is a staging folder, if only an empty one.
    pub(super) staging: bool,
    pub(super) texts: Texts,
}

/// The lock and the journal as they are on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) lock: Option<Vec<u8>>,
    pub(super) journal: Option<Vec<u8>>,
}

impl Seen {
    pub(super) fn lock_says(&self, text: &str) -> bool {
        self.texts.lock.as_ref().is_some_and(|lock| same_text(lock, text.as_bytes()))
    }
}
