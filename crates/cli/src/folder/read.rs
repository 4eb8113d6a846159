//! Reads our own bookkeeping in an output folder.

use std::path::Path;

use super::Error;
use super::contain::{self, below, existing_folders};
use super::journal::Journal;
use super::lock::{self, Lock, LockText};
use super::names::{JOURNAL, LOCK, STAGING};
use super::seen::{Seen, Texts};

/// The bookkeeping of `out_dir`, which a run must respect when it generates.
pub fn read(out_dir: &Path) -> Result<Seen, Error> {
    Seen::read(out_dir)
}

impl Seen {
    pub(super) fn read(out_dir: &Path) -> Result<Self, Error> {
        let (texts, staging) = texts(out_dir)?;
        let lock = match texts.lock_text(out_dir) {
            Some(LockText { path, text }) => lock::parse(&text, &path)?,
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
