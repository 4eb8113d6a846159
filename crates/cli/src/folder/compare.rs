//! What writing an output would do to a folder.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use codegen::{RelativePath, both};

use super::appearing::{appearing, arriving, outermost};
use super::changes::{Changes, Differing};
use super::contain::existing_folders;
use super::error::Refusal;
use super::hash::Hash;
use super::inspect::{OnDisk, Wanted, inspect};
use super::journal::Journal;
use super::lock::{self, Lock};
use super::names::{is_reserved, shown};
use super::seen::Seen;
use super::stacks::{self, Orphaned};
use super::{Consent, Error, Output, busy, diff, guard};

/// Stacks whose entries take longer to seal than a thread takes to start.
const MANY: usize = 64;

/// What `write` would do now. Changes nothing.
pub fn changes(output: &Output, out_dir: &Path, consent: &Consent) -> Result<Changes, Error> {
    let (_, comparison) = compare_idle(output, out_dir, consent)?;
    Ok(comparison.changes)
}

/// Changes, and all that carrying them out needs.
pub(super) struct Comparison {
    pub(super) changes: Changes,
    /// Folders that do not exist and will. The output folder itself is never one of them.
    pub(super) appearing: BTreeSet<String>,
    /// Stacks among them that appear as a whole, with all that is below: see `write`.
    pub(super) arriving: BTreeSet<String>,
    /// The lock's new text.
    pub(super) lock: String,
    /// What the next run must know if this one is killed. Its guards are those of this run.
    pub(super) journal: Journal,
}

/// A comparison during which no other run wrote, and the bookkeeping it rests on.
pub(super) fn compare_idle<'a>(
    output: &Output<'a>,
    out_dir: &Path,
    consent: &Consent,
) -> Result<(Cow<'a, Seen>, Comparison), Error> {
    loop {
        busy::check_idle(out_dir)?;
        let seen = match output.seen {
            Some(seen) if seen.is_current(out_dir)? => Cow::Borrowed(seen),
            _ => Cow::Owned(Seen::read(out_dir)?),
        };
        let compared = compare(output, out_dir, consent, &seen);
        busy::check_idle(out_dir)?;
        if seen.is_current(out_dir)? {
            return Ok((seen, compared?));
        }
    }
}

/// What it takes to get from what is on disk to `output`, `seen` being the folder's bookkeeping.
pub(super) fn compare(
    output: &Output,
    out_dir: &Path,
    consent: &Consent,
    seen: &Seen,
) -> Result<Comparison, Error> {
    check_paths(output)?;
    let nothing = Journal::default();
    let knowledge =
        Knowledge { lock: &seen.lock, journal: seen.journal.as_ref().unwrap_or(&nothing) };
    let wanted = wanted(output, &knowledge);
    let folders = existing_folders(out_dir, folders(output, &knowledge, &wanted))?;
    let (mut lock, found) = both(
        output.stacks.len() > MANY,
        || lock::render(output),
        || inspect(out_dir, &folders, &wanted),
    );
    let found = found?;
    let hashes: Vec<Hash> = found.iter().filter_map(|(hash, _)| *hash).collect();
    lock::push_files(&mut lock, output, &hashes);
    let mut sorted = Sorted::default();
    for (wanted, (hash, on_disk)) in wanted.iter().zip(found) {
        sorted.journal(&knowledge, wanted, hash, &on_disk);
        sorted.sort(&knowledge, consent, wanted, on_disk);
    }
    let Sorted { mut changes, mut refusal, ours } = sorted;
    let standing = guard::standing(out_dir, &folders, consent, &mut refusal)?;
    refusal.orphaned = orphaned(&seen.lock, output, consent);
    refusal.lost_templates = lost_templates(&seen.lock, output, consent);
    changes.refusal = (refusal != Refusal::default()).then_some(refusal);
    changes.lock = !seen.lock_says(&lock);
    changes.interrupted = seen.journal.is_some() || !standing.is_empty();

    let appearing = appearing(&changes, &folders);
    let mut stacks: BTreeSet<&str> =
        output.stacks.keys().chain(seen.lock.stacks.keys()).map(String::as_str).collect();
    let arriving = arriving(&appearing, &stacks);
    let arrives = |at: &str| arriving.contains(outermost(at, &appearing));
    stacks.retain(|stack| !arrives(stack));
    let mut guards = guard::needed(&changes, &appearing, &stacks);
    guards.extend(standing);
    guards.extend(knowledge.journal.guards.iter().map(String::as_str));
    // The output folder itself is made before anything else.
    let will_be = |at: &str| at.is_empty() || folders.contains(at) || appearing.contains(at);
    guards.retain(|folder| will_be(folder) && !arrives(folder));
    let guards = guards.into_iter().map(str::to_owned).collect();
    let ours = ours.into_iter().collect();
    Ok(Comparison { changes, appearing, arriving, lock, journal: Journal { guards, ours } })
}

fn check_paths(output: &Output) -> Result<(), Error> {
    let is_safe = |folder: &str| {
        folder.is_empty() || RelativePath::new(folder).is_ok_and(|path| !is_reserved(&path))
    };
    let reserved = output.files.keys().filter(|path| is_reserved(path)).map(RelativePath::as_str);
    let unsafe_stacks = output.stacks.keys().map(String::as_str).filter(|folder| !is_safe(folder));
    match reserved.chain(unsafe_stacks).next() {
        Some(path) => Err(Error::Reserved { path: path.to_owned() }),
        None => Ok(()),
    }
}

/// Which contents of which files are ours.
struct Knowledge<'a> {
    lock: &'a Lock,
    journal: &'a Journal,
}

impl Knowledge<'_> {
    fn is_ours(&self, path: &RelativePath, hash: Hash) -> bool {
        self.lock.files.get(path) == Some(&hash) || self.journal.is_ours(path, hash)
    }
}

/// Every file of the output, in order, then those that are, or may be, left from earlier runs.
fn wanted<'a>(output: &Output<'a>, knowledge: &Knowledge<'a>) -> Vec<Wanted<'a>> {
    let Knowledge { lock, journal } = knowledge;
    let mut wanted = Vec::with_capacity(output.files.len());
    let mut stale: BTreeMap<&RelativePath, Option<Hash>> = BTreeMap::new();
    // Both are sorted.
    let mut locked = lock.files.iter().peekable();
    for (path, text) in output.files {
        while let Some((other, hash)) = locked.next_if(|(other, _)| *other < path) {
            stale.insert(other, Some(*hash));
        }
        let locked = locked.next_if(|(other, _)| *other == path).map(|(_, hash)| *hash);
        wanted.push(Wanted { path, text: Some(text), locked });
    }
    stale.extend(locked.map(|(path, hash)| (path, Some(*hash))));
    for (path, _) in journal.ours.iter().filter(|(path, _)| !output.files.contains_key(path)) {
        stale.entry(path).or_default();
    }
    wanted.extend(stale.into_iter().map(|(path, locked)| Wanted { path, text: None, locked }));
    wanted
}

/// Every folder in which we may find, put or remove something.
fn folders<'a>(
    output: &Output<'a>,
    knowledge: &Knowledge<'a>,
    wanted: &[Wanted<'a>],
) -> BTreeSet<&'a str> {
    let Knowledge { lock, journal } = knowledge;
    let stacks = output.stacks.keys().chain(lock.stacks.keys()).chain(&journal.guards);
    let mut parents: Vec<_> = wanted.iter().map(|wanted| wanted.path.parent()).collect();
    parents.dedup();
    parents.into_iter().chain(stacks.map(String::as_str)).collect()
}

fn lost_templates(lock: &Lock, output: &Output, consent: &Consent) -> Option<String> {
    let before = lock.templates.as_ref().filter(|_| output.templates.is_none())?;
    (!consent.forgotten_templates).then(|| before.folder.clone())
}

fn orphaned(lock: &Lock, output: &Output, consent: &Consent) -> Vec<Orphaned> {
    let is_forgotten = |stack: &str| {
        consent.forgotten_stacks.iter().any(|name| name == shown(stack) || name == stack)
    };
    let old = lock.stacks.iter().filter(|(stack, _)| !is_forgotten(stack));
    stacks::orphaned(old, &lock.previous.removed, output.stacks)
}

/// The findings, path by path.
#[derive(Default)]
struct Sorted {
    changes: Changes,
    refusal: Refusal,
    ours: Vec<(RelativePath, Hash)>,
}

impl Sorted {
    fn sort(&mut self, knowledge: &Knowledge, consent: &Consent, wanted: &Wanted, on_disk: OnDisk) {
        let Wanted { path, text, locked } = *wanted;
        let Self { changes, refusal, .. } = self;
        let in_lock = locked.is_some();
        let in_journal = || knowledge.journal.knows(path);
        let (hash, before) = match (on_disk, text) {
            (OnDisk::AsWanted, _) => return changes.unchanged += 1,
            (OnDisk::Absent, None) => return,
            // Where a run was interrupted, it was not the user who left the file out.
            (OnDisk::Absent, Some(_)) if in_lock && !in_journal() => {
                return changes.recreate.push(path.clone());
            }
            (OnDisk::Absent, Some(_)) => return changes.create.push(path.clone()),
            (OnDisk::Other { hash, text }, _) => (hash, text),
        };
        let is_ours = knowledge.is_ours(path, hash);
        if !is_ours && text.is_none() && !in_lock {
            // An interrupted run with `--overwrite` would have replaced it; nobody wants that now.
            return;
        }
        if !is_ours && !consent.overwrite {
            let diff = text.map(|text| diff::edits(path.as_str(), &text.to_string(), &before));
            match diff {
                Some(diff) if !in_lock && !in_journal() => {
                    refusal.foreign.push((path.to_string(), diff));
                }
                diff => refusal.edited_by_hand.push((path.to_string(), diff)),
            }
            return;
        }
        if !is_ours {
            changes.discarded.push(path.clone());
        }
        let differing = Differing { path: path.clone(), before };
        match text {
            Some(_) => changes.update.push(differing),
            None => changes.delete.push(differing),
        }
    }

    /// Notes what of `path` is, or will be, ours without the lock saying so. A text that is only
    /// overwritten by consent is not ours: consent is for one run.
    fn journal(
        &mut self,
        knowledge: &Knowledge,
        wanted: &Wanted,
        hash: Option<Hash>,
        on_disk: &OnDisk,
    ) {
        let Wanted { path, locked, .. } = *wanted;
        let found = match on_disk {
            OnDisk::Other { hash, .. } if knowledge.is_ours(path, *hash) => Some(*hash),
            _ => None,
        };
        let news = [hash, found].into_iter().flatten().filter(|hash| locked != Some(*hash));
        self.ours.extend(news.map(|hash| (path.clone(), hash)));
    }
}
