//! What stands on disk where our files are, or were, or are to be.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use codegen::{RelativePath, Text, in_shares};

use super::Error;
use super::contain::read;
use super::hash::{Hash, same_text};

/// Below this, starting a thread costs more than it saves.
const FILES_PER_THREAD: usize = 256;

/// A path we have to do with, and what it is to hold; none for a file that is to go.
pub(super) struct Wanted<'a> {
    pub(super) path: &'a RelativePath,
    pub(super) text: Option<&'a Text>,
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
        let mut hashes = Hashes::default();
        let look = |wanted: &Wanted| {
            let hash = wanted.text.map(|text| hashes.of(text));
            let exists = folders.contains(wanted.path.parent());
            let on_disk = if exists { look(out_dir, wanted)? } else { OnDisk::Absent };
            Ok((hash, on_disk))
        };
        share.iter().map(look).collect()
    };
    in_shares(wanted, FILES_PER_THREAD, look).into_iter().collect()
}

/// The hashes of texts, those that many stacks have in common made once.
#[derive(Default)]
struct Hashes {
    shared: HashMap<*const (), Hash>,
    buffer: String,
}

impl Hashes {
    fn of(&mut self, text: &Text) -> Hash {
        if let Some(hash) = text.shared().and_then(|shared| self.shared.get(&shared)) {
            return *hash;
        }
        self.buffer.clear();
        self.buffer.extend(text.pieces());
        let hash = Hash::of(self.buffer.as_bytes());
        self.shared.extend(text.shared().map(|shared| (shared, hash)));
        hash
    }
}

fn look(out_dir: &Path, wanted: &Wanted) -> Result<OnDisk, Error> {
    let Some(bytes) = read(&out_dir.join(wanted.path.as_str()))? else {
        return Ok(OnDisk::Absent);
    };
    let says =
        |text: &Text| is_exactly(&bytes, text) || same_text(text.to_string().as_bytes(), &bytes);
    if wanted.text.is_some_and(says) {
        return Ok(OnDisk::AsWanted);
    }
    let hash = Hash::of(&bytes);
    Ok(OnDisk::Other { hash, text: String::from_utf8_lossy(&bytes).into_owned() })
}

fn is_exactly(bytes: &[u8], text: &Text) -> bool {
    let mut rest = Some(bytes);
    for piece in text.pieces() {
        rest = rest.and_then(|rest| rest.strip_prefix(piece.as_bytes()));
    }
    rest == Some(&[])
}

/// `f` of each item, in order, on every core if they are many. The first error, in order, wins.
pub(super) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    f: impl Fn(&T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    in_shares(items, FILES_PER_THREAD, |share| share.iter().map(&f).collect()).into_iter().collect()
}
