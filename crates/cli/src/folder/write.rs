//! Carries out what a comparison found, so that a kill at any moment does no harm.
//!
//! # The order, and why it is enough
//!
//! 1. **Stage.** Every new text, the lock, the guards and the journal are written into
//!    `.lakewright/staged/`, on the same file system. Nothing else has changed: a full disk is
//!    found here. Killed here: the old tree, and leftovers that the next run removes.
//! 2. **Journal.** The journal is renamed into place. From now on the next run recognises as ours
//!    every content this run may leave: a file on disk is what it was (by the lock or an earlier
//!    journal) or what it becomes (by this one).
//! 3. **Guard.** A guard is renamed into every folder in which something changes and into every
//!    stack that may read what changes. Killed here: the old tree, some of it guarded.
//! 4. **Move.** Stale files are removed, new ones renamed into place. *Invariant: a file moves only
//!    after all guards stand, and a guard goes only after all files have moved.* So in every
//!    mixture of old and new each affected stack is guarded. Killed here: guarded.
//! 5. **Lock.** The new lock is renamed into place. *Invariant: the journal outlives the old lock.*
//! 6. **Clear.** Guards, folders that are empty now, then the journal and the rest of the staging
//!    folder are removed. Killed here: the new tree, some of it guarded.
//!
//! The next run compares what it finds with what it wants, recognising by lock and journal, and
//! takes the same steps; it never replays staged files, so it may want something else than the
//! killed run did. Until its own step 6 the killed run's guards stay where they are, because its own
//! journal names them again, with every content that the lock does not know.
//!
//! All this holds against a kill, not against a power cut: nothing is synced, since syncing
//! thousands of files takes seconds and everything written can be generated again. Nor does it hold
//! against an edit made while the run is writing: files are read once, before step 1.

use std::path::{Path, PathBuf};

use codegen::RelativePath;

use super::compare::{Changes, Comparison, compare, compare_idle};
use super::contain::{below, parent};
use super::disk::Disk;
use super::guard::{GUARD, GUARD_TEXT};
use super::inspect::in_parallel;
use super::journal::{JOURNAL, STAGING};
use super::lock::LOCK;
use super::seen::Seen;
use super::{Consent, Error, Output, busy};

/// Makes `out_dir` hold `output`, or changes nothing and says why. If there is nothing to change,
/// nothing is touched at all.
pub fn write(output: &Output, out_dir: &Path, consent: &Consent) -> Result<Changes, Error> {
    write_on(&Disk::default(), output, out_dir, consent)
}

pub(super) fn write_on(
    disk: &Disk,
    output: &Output,
    out_dir: &Path,
    consent: &Consent,
) -> Result<Changes, Error> {
    let (seen, comparison) = compare_idle(output, out_dir, consent)?;
    let comparison = accepted(comparison)?;
    if comparison.changes.is_empty() && !seen.staging {
        return Ok(comparison.changes);
    }
    let _running = busy::begin(disk, out_dir)?;
    let comparison = if seen.is_current(out_dir)? {
        comparison
    } else {
        accepted(compare(output, out_dir, consent, &Seen::read(out_dir)?)?)?
    };
    let run = Run { disk, out_dir, output, comparison: &comparison };
    run.carry_out()?;
    Ok(comparison.changes)
}

fn accepted(mut comparison: Comparison) -> Result<Comparison, Error> {
    match comparison.changes.refusal.take() {
        Some(refusal) => Err(Error::Refused(refusal)),
        None => Ok(comparison),
    }
}

struct Run<'a> {
    disk: &'a Disk,
    out_dir: &'a Path,
    output: &'a Output<'a>,
    comparison: &'a Comparison,
}

impl Run<'_> {
    fn carry_out(&self) -> Result<(), Error> {
        // What a killed run left stays guarded and journaled until a run succeeds.
        let resumes = self.comparison.changes.interrupted;
        let half_written = |error| Error::HalfWritten(Box::new(error));
        let prepared = self.stage().and_then(|()| self.journal_and_guard());
        match prepared {
            Ok(()) => self.move_files().and_then(|()| self.clear()).map_err(half_written),
            Err(error) if resumes => Err(half_written(error)),
            Err(error) => {
                // The first error is the one to report.
                self.clear().ok();
                Err(error)
            }
        }
    }

    fn stage(&self) -> Result<(), Error> {
        let Comparison { changes, lock, journal } = self.comparison;
        let staged = self.staged();
        self.disk.remove_folder(&staged)?;
        self.disk.create_folder(&staged)?;
        let texts = changes.to_write().map(|path| self.output.files[path].as_str());
        let guards = journal.guards.iter().map(|_| GUARD_TEXT);
        let numbered: Vec<(usize, &str)> = texts.chain(guards).enumerate().collect();
        for number in (0..numbered.len()).step_by(STAGED_TOGETHER) {
            self.disk.create_folder(&parent_of_staged(&staged, number))?;
        }
        in_parallel(&numbered, |(number, text)| self.disk.write(&self.staged_text(*number), text))?;
        self.disk.write(&staged.join(JOURNAL), &journal.render())?;
        self.disk.write(&staged.join(LOCK), lock)
    }

    fn journal_and_guard(&self) -> Result<(), Error> {
        let Comparison { changes, journal, .. } = self.comparison;
        let staged = self.staged();
        self.disk.rename(&staged.join(JOURNAL), &self.staging().join(JOURNAL))?;
        let first = changes.to_write().count();
        for (number, folder) in (first..).zip(&journal.guards) {
            let folder = below(self.out_dir, folder);
            self.disk.create_folder(&folder)?;
            self.disk.rename(&self.staged_text(number), &folder.join(GUARD))?;
        }
        Ok(())
    }

    fn move_files(&self) -> Result<(), Error> {
        let Comparison { changes, .. } = self.comparison;
        let staged = self.staged();
        for path in &changes.delete {
            self.disk.remove_file(&self.path(path))?;
        }
        for (number, path) in changes.to_write().enumerate() {
            self.disk.rename(&self.staged_text(number), &self.path(path))?;
        }
        self.disk.rename(&staged.join(LOCK), &self.out_dir.join(LOCK))
    }

    /// Removes all that a run leaves beside the tree.
    fn clear(&self) -> Result<(), Error> {
        let guards = &self.comparison.journal.guards;
        for folder in guards {
            self.disk.remove_file(&below(self.out_dir, folder).join(GUARD))?;
        }
        for folder in guards.iter().rev() {
            self.remove_if_empty(folder)?;
        }
        self.clear_staging()
    }

    fn remove_if_empty(&self, folder: &str) -> Result<(), Error> {
        let mut at = folder;
        while !at.is_empty() && self.disk.remove_empty_folder(&below(self.out_dir, at))? {
            at = parent(at);
        }
        Ok(())
    }

    /// The journal goes first: without it the rest is litter.
    fn clear_staging(&self) -> Result<(), Error> {
        let staging = self.staging();
        self.disk.remove_file(&staging.join(JOURNAL))?;
        self.disk.remove_folder(&self.staged())?;
        self.disk.remove_file(&staging.join(busy::RUNNING))?;
        self.disk.remove_empty_folder(&staging)?;
        Ok(())
    }

    fn path(&self, path: &RelativePath) -> PathBuf {
        self.out_dir.join(path.as_str())
    }

    fn staging(&self) -> PathBuf {
        below(self.out_dir, STAGING)
    }

    fn staged(&self) -> PathBuf {
        self.staging().join("staged")
    }

    fn staged_text(&self, number: usize) -> PathBuf {
        parent_of_staged(&self.staged(), number).join(number.to_string())
    }
}

/// A file system takes longer for each file in a folder of tens of thousands, and makes threads that
/// create files in one folder wait for each other.
const STAGED_TOGETHER: usize = 256;

fn parent_of_staged(staged: &Path, number: usize) -> PathBuf {
    staged.join(format!("part-{}", number / STAGED_TOGETHER))
}
