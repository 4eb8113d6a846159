//! Our own bookkeeping in an output folder: the lock, the journal, leftovers.

use std::path::Path;

use super::Error;
use super::contain::{self, below, existing_folders};
use super::hash::same_text;
use super::journal::Journal;
use super::lock::{self, Lock};
use super::names::{JOURNAL, LOCK, STAGING};

/// The bookkeeping of `out_dir`, which a run must respect when it generates.
pub fn read(out_dir: &Path) -> Result<Seen, Error> {
    Seen::read(out_dir)
}

/// The bookkeeping of one moment.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub lock: Lock,
    /// Some if a run was interrupted, or is under way.
    pub(super) journal: Option<Journal>,
    /// There is a staging folder, if only an empty one.
    pub(super) staging: bool,
    texts: Texts,
}

/// The lock and the journal as they are on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts {
    lock: Option<Vec<u8>>,
    journal: Option<Vec<u8>>,
}

impl Seen {
    pub(super) fn read(out_dir: &Path) -> Result<Self, Error> {
        let (texts, staging) = texts(out_dir)?;
        let lock = match &texts.lock {
            Some(text) => lock::parse(&String::from_utf8_lossy(text), &out_dir.join(LOCK))?,
            None => Lock::default(),
        };
        let path = below(out_dir, STAGING).join(JOURNAL);
        let journal = match &texts.journal {
            Some(text) => Some(Journal::parse(&String::from_utf8_lossy(text), &path)?),
            None => None,
        };
        Ok(Self { lock, journal, staging, texts })
    }

    /// Whether no run has begun or finished since.
    pub(super) fn is_current(&self, out_dir: &Path) -> Result<bool, Error> {
        Ok(texts(out_dir)?.0 == self.texts)
    }

    pub(super) fn lock_says(&self, text: &str) -> bool {
        self.texts.lock.as_ref().is_some_and(|lock| same_text(lock, text.as_bytes()))
    }
}

/// The texts, and whether there is a staging folder.
fn texts(out_dir: &Path) -> Result<(Texts, bool), Error> {
    let folders = existing_folders(out_dir, [STAGING])?;
    let lock = if folders.contains("") { contain::read(&out_dir.join(LOCK))? } else { None };
    let staging = folders.contains(STAGING);
    let path = below(out_dir, STAGING).join(JOURNAL);
    let journal = if staging { contain::read(&path)? } else { None };
    Ok((Texts { lock, journal }, staging))
}
