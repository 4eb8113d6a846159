//! Our own bookkeeping in an output folder at one moment: the lock, the journal, leftovers.

use std::path::Path;

use super::hash::same_text;
use super::journal::Journal;
use super::lock::{Lock, LockText};
use super::names::LOCK;

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

impl Texts {
    pub(super) fn lock_text(&self, out_dir: &Path) -> Option<LockText<'_>> {
        let text = String::from_utf8_lossy(self.lock.as_ref()?);
        Some(LockText { path: out_dir.join(LOCK), text })
    }
}

impl Seen {
    /// The lock as it stands in `out_dir`, from which it was read; none if there was none.
    pub fn lock_text(&self, out_dir: &Path) -> Option<LockText<'_>> {
        self.texts.lock_text(out_dir)
    }

    /// Whether the tree is partly old and partly new.
    pub fn is_interrupted(&self) -> bool {
        self.journal.is_some()
    }

    pub(super) fn lock_says(&self, text: &str) -> bool {
        self.texts.lock.as_ref().is_some_and(|lock| same_text(lock, text.as_bytes()))
    }
}
