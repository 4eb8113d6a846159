//! Containment: nothing is read or written outside the output folder, or where it is not ours.
//!
//! The output folder itself may be a symbolic link; below it, a link anywhere on the way to a file
//! is refused. The check looks at names before they are used; it holds against mistakes, not
//! against someone who swaps folders for links while we run.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
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
    let mut bytes = Vec::new();
    Ok(read_into(path, &mut bytes)?.then_some(bytes))
}

/// [`read`], for thousands of files: into `bytes`, which lose what they held. Whether there is a file.
pub(super) fn read_into(path: &Path, bytes: &mut Vec<u8>) -> Result<bool, Error> {
    let file = match open(path) {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Ok(false),
        Err(error) => return Err(refusal(path, error)),
    };
    let found = file.metadata().map_err(Error::io("reading", path))?;
    if !found.is_file() {
        return Err(Error::NotAFile { path: path.to_owned() });
    }
    read_whole(&file, found.len(), bytes).map_err(Error::io("reading", path))?;
    Ok(true)
}

/// Neither follows a link nor waits for someone to write into a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    let is_link = fs::symlink_metadata(path)?.is_symlink();
    if is_link { Err(io::Error::other("a link")) } else { File::open(path) }
}

/// Why a file was not opened.
fn refusal(path: &Path, error: io::Error) -> Error {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Error::Symlink { path: path.to_owned() },
        Ok(found) if !found.is_file() => Error::NotAFile { path: path.to_owned() },
        _ => Error::io("reading", path)(error),
    }
}

/// With one byte more room than the file has bytes, a single read finds its end too.
fn read_whole(mut file: &File, length: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.clear();
    bytes.resize(usize::try_from(length).unwrap_or_default() + 1, 0);
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if filled + 1 == bytes.len() {
            break;
        }
        if filled == bytes.len() {
            bytes.resize(2 * filled, 0);
        }
    }
    bytes.truncate(filled);
    Ok(())
}

fn is_absent(error: &io::Error) -> bool {
    error.kind() == ErrorKind::NotFound
}
