//! Containment: nothing is read or written outside the output folder, or where it is not ours.
//!
//! The output folder itself may be a symbolic link; below it, a link anywhere on the way to a file
//! is refused. The check looks at names before they are used; it holds against mistakes, not
//! against someone who swaps folders for links while we run.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Error;

/// `folder` as a path below `out_dir`; the empty folder is `out_dir` itself.
pub(super) fn below(out_dir: &Path, folder: &str) -> PathBuf {
    if folder.is_empty() { out_dir.to_owned() } else { out_dir.join(folder) }
}

/// Those of `folders` that exist. Refuses anything on the way to one that is not a folder.
pub(super) fn existing_folders<'a>(
    out_dir: &Path,
    folders: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, Error> {
    let mut all = BTreeSet::from([""]);
    for folder in folders {
        let mut at = folder;
        while !at.is_empty() && all.insert(at) {
            at = parent(at);
        }
    }
    let mut existing = BTreeSet::new();
    for folder in all {
        if (folder.is_empty() || existing.contains(parent(folder))) && is_folder(out_dir, folder)? {
            existing.insert(folder);
        }
    }
    Ok(existing)
}

pub(super) fn parent(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn is_folder(out_dir: &Path, folder: &str) -> Result<bool, Error> {
    let path = below(out_dir, folder);
    let found = if folder.is_empty() { fs::metadata(&path) } else { fs::symlink_metadata(&path) };
    match found {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(found) if found.is_symlink() => Err(Error::Symlink { path }),
        Ok(_) => Err(Error::NotAFolder { path }),
        Err(error) if is_absent(&error) => Ok(false),
        Err(error) => Err(Error::io("reading", &path)(error)),
    }
}

/// The bytes of a file; none if there is nothing at `path`. Refuses all that is not a regular file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {
            fs::read(path).map(Some).map_err(Error::io("reading", path))
        }
        Ok(found) if found.is_symlink() => Err(Error::Symlink { path: path.to_owned() }),
        Ok(_) => Err(Error::NotAFile { path: path.to_owned() }),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Error::io("reading", path)(error)),
    }
}

fn is_absent(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}
