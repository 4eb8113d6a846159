//! What stands on disk where our files are, or were, or are to be.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use codegen::{RelativePath, Text, in_shares};

use super::Error;
use super::contain::read_into;
use super::hash::{Hash, same_text};

/// Below this, starting a thread costs more than it saves.
pub(super) const FILES_PER_THREAD: usize = 256;

/// A path we have to do with.
pub(super) struct Wanted<'a> {
    pub(super) path: &'a RelativePath,
    /// What it is to hold; none for a file that is to go.
    pub(super) text: Option<&'a Text>,
    /// What the lock says that it holds.
    pub(super) locked: Option<Hash>,
}

pub(super) enum OnDisk {
    Absent,
    /// The wanted text, but perhaps for its line endings.
    AsWanted,
    Other {
        hash: Hash,
        text: String,
    },
}

/// For each wanted path the hash of the wanted text, and what is on disk. Every existing file is
/// read: size and time prove nothing after a checkout by git. `folders` are those that exist.
pub(super) fn inspect(
    out_dir: &Path,
    folders: &BTreeSet<&str>,
    wanted: &[Wanted],
) -> Result<Vec<(Option<Hash>, OnDisk)>, Error> {
    let look = |share: &[Wanted]| {
        let mut inspector = Inspector::default();
        let look = |wanted: &Wanted| {
            let out_dir = folders.contains(wanted.path.parent()).then_some(out_dir);
            inspector.look(out_dir, wanted)
        };
        share.iter().map(look).collect()
    };
    in_shares(wanted, FILES_PER_THREAD, look).into_iter().collect()
}

/// One thread's: what it has found out, and room that it uses again.
#[derive(Default)]
struct Inspector {
    /// The hashes of texts that many stacks have in common.
    shared: HashMap<*const (), Hash>,
    text: String,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Inspector {
    /// `out_dir` is none if the file's folder does not exist.
    fn look(
        &mut self,
        out_dir: Option<&Path>,
        wanted: &Wanted,
    ) -> Result<(Option<Hash>, OnDisk), Error> {
        let is_there = match out_dir {
            Some(out_dir) => {
                self.path.clear();
                self.path.push(out_dir);
                self.path.push(wanted.path.as_str());
                read_into(&self.path, &mut self.bytes)?
            }
            None => false,
        };
        let is_exactly_wanted =
            is_there && wanted.text.is_some_and(|text| is_exactly(&self.bytes, text));
        let hash = wanted.text.map(|text| self.hash(text, is_exactly_wanted));
        if !is_there {
            return Ok((hash, OnDisk::Absent));
        }
        let says = |text: &Text| same_text(text.to_string().as_bytes(), &self.bytes);
        if is_exactly_wanted || wanted.text.is_some_and(says) {
            return Ok((hash, OnDisk::AsWanted));
        }
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        Ok((hash, OnDisk::Other { hash: Hash::of(&self.bytes), text }))
    }

    /// Of a text that was read, if it is the one on disk, what was read serves.
    fn hash(&mut self, text: &Text, is_on_disk: bool) -> Hash {
        if let Some(hash) = text.shared().and_then(|shared| self.shared.get(&shared)) {
            return *hash;
        }
        let hash = if is_on_disk {
            Hash::of(&self.bytes)
        } else {
            self.text.clear();
            self.text.extend(text.pieces());
            Hash::of(self.text.as_bytes())
        };
        self.shared.extend(text.shared().map(|shared| (shared, hash)));
        hash
    }
}

fn is_exactly(bytes: &[u8], text: &Text) -> bool {
    let mut rest = Some(bytes);
    for piece in text.pieces() {
        rest = rest.and_then(|rest| rest.strip_prefix(piece.as_bytes()));
    }
    rest == Some(&[])
}

/// `make` of shares of `items` on every core if they are many. The first error, in order, wins.
pub(super) fn in_parallel<T: Sync>(
    items: &[T],
    make: impl Fn(&[T]) -> Result<(), Error> + Sync,
) -> Result<(), Error> {
    in_shares(items, FILES_PER_THREAD, |share| vec![make(share)]).into_iter().collect()
}
