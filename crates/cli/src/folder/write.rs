//! Carries out what a comparison found, so that a kill at any moment does no harm.
//!
//! # The order, and why it is enough
//!
//! 1. **Stage.** Every new text, the guards, the lock and the journal are written into
//!    `.lakewright/staged/`, on the same file system. A text lies there as it will lie in the tree.
//!    Nothing else has changed: a full disk is found here. Killed here: the old tree, and leftovers
//!    that the next run removes.
//! 2. **Journal.** The journal is renamed into place. From now on the next run recognises as ours
//!    every content this run may leave: a file on disk is what it was (by the lock or an earlier
//!    journal) or what it becomes (by this one).
//! 3. **Guard.** A guard is renamed into every folder that stands and in which something changes,
//!    and into every stack that stands and may read what changes. Killed here: the old tree, some of
//!    it guarded.
//! 4. **Move.** Stale files are removed. Where its folder stands, a new file is renamed into place; a
//!    folder that does not stand yet is renamed into place as a whole, with all that is in it, but
//!    not if it is a stack. *Invariant: nothing moves before a guard stands in every affected stack
//!    that stands, and a guard goes only after all has moved.* So in every mixture of old and new
//!    each affected stack is guarded or not there at all. Killed here: guarded.
//! 5. **Lock.** The new lock is renamed into place. *Invariant: the journal outlives the old lock.*
//! 6. **Arrive.** Each stack that does not stand yet is renamed into place as a whole. *Invariant: all
//!    that it may read has moved, and the lock knows it.* So it needs no guard. Killed here: the
//!    stacks that stood are guarded, those that have arrived are new, the others are not there.
//! 7. **Clear.** Guards, folders that are empty now, then the journal and the rest of the staging
//!    folder are removed. Killed here: the new tree, some of it guarded.
//!
//! A stack that appears inside a folder which is no stack moves with that folder, in step 4, and
//! has its guard in the staging folder, beside its files.
//!
//! A folder that is a module's and appears needs no guard: it is never anything but whole. It can be
//! called before the modules that it calls have moved, but those are guarded or absent until then,
//! and Terraform refuses either.
//!
//! The next run compares what it finds with what it wants, recognising by lock and journal, and
//! takes the same steps; it never replays staged files, so it may want something else than the
//! killed run did. A folder that the killed run has moved stands by then, and is treated like any
//! other. Until its own step 7 the killed run's guards stay where they are, because its own journal
//! names them again, with every content that the lock does not know.
//!
//! All this holds against a kill, not against a power cut: nothing is synced, since syncing
//! thousands of files takes seconds and everything written can be generated again. Nor does it hold
//! against an edit made while the run is writing: files are read once, before step 1. But what turns
//! up meanwhile where a folder is to appear is not lost: a folder replaces nothing but an empty one,
//! so the run stops, guarded, and the next one finds out what is in its way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use codegen::{RelativePath, Text, both};

use super::changes::{Changes, Differing};
use super::compare::{Comparison, compare, compare_idle};
use super::contain::{below, parent};
use super::disk::Disk;
use super::guard::GUARD_TEXT;
use super::inspect::{FILES_PER_THREAD, in_parallel};
use super::names::{GUARD, JOURNAL, LOCK, STAGING};
use super::seen::Seen;
use super::{Consent, Error, Lock, Loss, Output, Refusal, busy};

/// Makes `out_dir` hold `output`, or changes nothing and says why. If there is nothing to change,
/// nothing is touched at all.
pub fn write(output: &Output, out_dir: &Path, consent: &Consent) -> Result<Changes, Error> {
    write_on(&Disk::default(), output, out_dir, consent)
}

/// As [`write()`]; `losses` says of the changes to what the lock knows what they lose without the user's consent.
pub fn write_unless_lost(
    output: &Output,
    out_dir: &Path,
    consent: &Consent,
    losses: &mut Losses,
) -> Result<Changes, Error> {
    write_judged(&Disk::default(), output, out_dir, consent, losses)
}

type Losses<'a> = dyn FnMut(&Changes, &Lock) -> Vec<Loss> + 'a;

pub(super) fn write_on(
    disk: &Disk,
    output: &Output,
    out_dir: &Path,
    consent: &Consent,
) -> Result<Changes, Error> {
    write_judged(disk, output, out_dir, consent, &mut |_, _| Vec::new())
}

fn write_judged(
    disk: &Disk,
    output: &Output,
    out_dir: &Path,
    consent: &Consent,
    losses: &mut Losses,
) -> Result<Changes, Error> {
    let (seen, comparison) = compare_idle(output, out_dir, consent)?;
    let comparison = accepted(comparison, &seen.lock, losses)?;
    if comparison.changes.is_empty() && !seen.staging {
        return Ok(comparison.changes);
    }
    let _running = busy::begin(disk, out_dir)?;
    let comparison = if seen.is_current(out_dir)? {
        comparison
    } else {
        let seen = Seen::read(out_dir)?;
        accepted(compare(output, out_dir, consent, &seen)?, &seen.lock, losses)?
    };
    let run = Run { disk, out_dir, output, comparison: &comparison };
    run.carry_out()?;
    Ok(comparison.changes)
}

fn accepted(
    mut comparison: Comparison,
    lock: &Lock,
    losses: &mut Losses,
) -> Result<Comparison, Error> {
    if let Some(refusal) = comparison.changes.refusal.take() {
        return Err(Error::Refused(refusal));
    }
    let losses = losses(&comparison.changes, lock);
    if losses.is_empty() {
        return Ok(comparison);
    }
    Err(Error::Refused(Refusal { losses, ..Refusal::default() }))
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
        let Comparison { appearing, lock, journal, .. } = self.comparison;
        let staged = self.staged();
        self.disk.remove_folder(&staged)?;
        self.disk.create_folder(&staged)?;
        let files = self.to_write();
        let (files, bookkeeping) = both(
            files.len() > FILES_PER_THREAD,
            || in_parallel(&files, |files| self.stage_files(&staged, files)),
            || {
                self.disk.write(&self.staged_journal(), &journal.render())?;
                self.disk.write(&staged.join(LOCK), lock)
            },
        );
        files.and(bookkeeping)?;
        let guards = journal.guards.intersection(appearing);
        let guards = guards.map(|folder| guard_in(&staged, folder));
        for path in guards.chain(self.lone_guards().map(|(staged, _)| staged)) {
            self.disk.write(&path, GUARD_TEXT)?;
        }
        Ok(())
    }

    /// In the order of paths, as both are that it puts together.
    fn to_write(&self) -> Vec<(&RelativePath, &Text)> {
        let Changes { create, recreate, update, .. } = &self.comparison.changes;
        let mut create = create.iter().peekable();
        let mut recreate = recreate.iter().peekable();
        let mut update = update.iter().map(|update| &update.path).peekable();
        let is_changed = |(path, _): &(&RelativePath, &Text)| {
            create.next_if_eq(path).is_some()
                || recreate.next_if_eq(path).is_some()
                || update.next_if_eq(path).is_some()
        };
        self.output.files.iter().filter(is_changed).collect()
    }

    fn stage_files(&self, staged: &Path, files: &[(&RelativePath, &Text)]) -> Result<(), Error> {
        let mut folders = BTreeSet::from([""]);
        let mut written = String::new();
        for (path, text) in files {
            let folder = path.parent();
            if folders.insert(folder) {
                self.disk.create_folder(&staged.join(folder))?;
            }
            written.clear();
            written.extend(text.pieces());
            self.disk.write(&staged.join(path.as_str()), &written)?;
        }
        Ok(())
    }

    fn journal_and_guard(&self) -> Result<(), Error> {
        self.disk.rename(&self.staged_journal(), &self.staging().join(JOURNAL))?;
        for (staged, folder) in self.lone_guards() {
            self.disk.rename(&staged, &guard_in(self.out_dir, folder))?;
        }
        Ok(())
    }

    fn move_files(&self) -> Result<(), Error> {
        let Comparison { changes, appearing, arriving, .. } = self.comparison;
        for Differing { path, .. } in &changes.delete {
            self.disk.remove_file(&self.out_dir.join(path.as_str()))?;
        }
        let files: Vec<&RelativePath> = changes.to_write().collect();
        let folders = files.chunk_by(|one, other| one.parent() == other.parent());
        let alone = folders.filter(|files| !appearing.contains(files[0].parent())).flatten();
        let whole = appearing.difference(arriving);
        let whole = whole.filter(|folder| !appearing.contains(parent(folder)));
        let names = alone.map(|path| path.as_str()).chain(whole.map(String::as_str));
        for name in names.chain([LOCK]).chain(arriving.iter().map(String::as_str)) {
            self.disk.rename(&self.staged().join(name), &self.out_dir.join(name))?;
        }
        Ok(())
    }

    /// Removes all that a run leaves beside the tree.
    fn clear(&self) -> Result<(), Error> {
        let Comparison { appearing, journal, .. } = self.comparison;
        for folder in &journal.guards {
            self.disk.remove_file(&guard_in(self.out_dir, folder))?;
        }
        for folder in journal.guards.iter().rev().filter(|folder| !appearing.contains(*folder)) {
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

    fn staging(&self) -> PathBuf {
        below(self.out_dir, STAGING)
    }

    fn staged(&self) -> PathBuf {
        self.staging().join("staged")
    }

    // No path of the tree has a `+` in it.

    fn staged_journal(&self) -> PathBuf {
        self.staged().join("+journal")
    }

    /// The guards of folders that stand, and where each is staged: side by side, because making a
    /// folder for each would take longer than all else.
    fn lone_guards(&self) -> impl Iterator<Item = (PathBuf, &str)> {
        let Comparison { appearing, journal, .. } = self.comparison;
        let staged = self.staged();
        let folders = journal.guards.difference(appearing).enumerate();
        folders
            .map(move |(number, folder)| (staged.join(format!("+guard-{number}")), folder.as_str()))
    }
}

fn guard_in(root: &Path, folder: &str) -> PathBuf {
    below(root, folder).join(GUARD)
}
