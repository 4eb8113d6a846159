//! What stands on disk where our files are, or were, or are to be.

use std::collections::BTreeSet;
use std::path::Path;

use codegen::{RelativePath, in_shares};

use super::Error;
use super::contain::read;
use super::hash::{Hash, same_text};

/// Below this, starting a thread costs more than it saves.
const FILES_PER_THREAD: usize = 256;

/// A path we have to do with, and what it is to hold; none for a file that is to go.
pub(super) struct Wanted<'a> {
    pub(super) path: &'a RelativePath,
    pub(super) text: Option<&'a str>,
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
    in_parallel(wanted, |wanted| {
        let hash = wanted.text.map(|text| Hash::of(text.as_bytes()));
        let exists = folders.contains(wanted.path.parent());
        let on_disk = if exists { look(out_dir, wanted)? } else { OnDisk::Absent };
        Ok((hash, on_disk))
    })
}

fn look(out_dir: &Path, wanted: &Wanted) -> Result<OnDisk, Error> {
    let Some(bytes) = read(&out_dir.join(wanted.path.as_str()))? else {
        return Ok(OnDisk::Absent);
    };
    if wanted.text.is_some_and(|text| same_text(text.as_bytes(), &bytes)) {
        return Ok(OnDisk::AsWanted);
    }
    let hash = Hash::of(&bytes);
    Ok(OnDisk::Other { hash, text: String::from_utf8_lossy(&bytes).into_owned() })
}

/// `f` of each item, in order, on every core if they are many. The first error, in order, wins.
pub(super) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    f: impl Fn(&T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    in_shares(items, FILES_PER_THREAD, |share| share.iter().map(&f).collect()).into_iter().collect()
}
