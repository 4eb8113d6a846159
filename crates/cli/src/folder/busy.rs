//! One run at a time: the right to write into an output folder.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use super::Error;
use super::contain::{below, read};
use super::disk::Disk;
use super::names::STAGING;

/// The file inside [`STAGING`] that a running run holds locked. The operating system lets go of it
/// when the run ends, however it ends.
pub(super) const RUNNING: &str = "running";

/// Holds the right to write until dropped.
pub(super) struct Running {
    _file: File,
}

/// Takes the right to write, making the staging folder.
pub(super) fn begin(disk: &Disk, out_dir: &Path) -> Result<Running, Error> {
    let path = below(out_dir, STAGING).join(RUNNING);
    // A run that ends removes the file: then the lock we got is on a file nobody else will find.
    loop {
        disk.create_folder(&below(out_dir, STAGING))?;
        // Refuses a link, which opening would follow.
        read(&path)?;
        let file = match File::create(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::io("writing", &path)(error)),
        };
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => return Ok(Running { _file: file }),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Busy { out_dir: out_dir.to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("locking", &path)(error)),
        }
    }
}

/// Whether a run is writing right now. Leaves no trace.
pub(super) fn check_idle(out_dir: &Path) -> Result<(), Error> {
    let Ok(file) = File::open(below(out_dir, STAGING).join(RUNNING)) else { return Ok(()) };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(Error::Busy { out_dir: out_dir.to_owned() }),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |found: std::fs::Metadata| (found.dev(), found.ino());
    let at_path = std::fs::symlink_metadata(path).map(id);
    matches!((file.metadata().map(id), at_path), (Ok(ours), Ok(there)) if ours == there)
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}
