//! Every change to the file system that writing makes, one step each.
//!
//! Tests stop a run after any step, as a kill or a full disk would.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::Error;

#[derive(Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) fault: super::tests::Fault,
}

impl Disk {
    /// Does nothing if the folder exists.
    pub(super) fn create_folder(&self, path: &Path) -> Result<(), Error> {
        self.step().and_then(|()| fs::create_dir_all(path)).map_err(Error::io("creating", path))
    }

    /// Not synced: see `write`.
    pub(super) fn write(&self, path: &Path, text: &str) -> Result<(), Error> {
        // Under test in two steps, so that a run can be stopped with half a file.
        let half = if cfg!(test) { text.floor_char_boundary(text.len() / 2) } else { text.len() };
        let written = || {
            self.step()?;
            let mut file = File::create(path)?;
            file.write_all(&text.as_bytes()[..half])?;
            if half < text.len() {
                self.step()?;
                file.write_all(&text.as_bytes()[half..])?;
            }
            Ok(())
        };
        written().map_err(Error::io("writing", path))
    }

    /// Replaces what is at `to`, in one indivisible step.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        self.step().and_then(|()| fs::rename(from, to)).map_err(Error::io("writing", to))
    }

    /// Does nothing if the file is gone.
    pub(super) fn remove_file(&self, path: &Path) -> Result<(), Error> {
        let removed = self.step().and_then(|()| fs::remove_file(path));
        unless_absent(removed).map_err(Error::io("removing", path))
    }

    /// Does nothing if the folder is gone or holds something.
    pub(super) fn remove_empty_folder(&self, path: &Path) -> Result<bool, Error> {
        match self.step().and_then(|()| fs::remove_dir(path)) {
            Ok(()) => Ok(true),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) =>
            {
                Ok(false)
            }
            Err(error) => Err(Error::io("removing", path)(error)),
        }
    }

    /// Removes a folder of ours with all that is in it; does nothing if it is gone.
    pub(super) fn remove_folder(&self, path: &Path) -> Result<(), Error> {
        let removed = self.step().and_then(|()| fs::remove_dir_all(path));
        unless_absent(removed).map_err(Error::io("removing", path))
    }

    #[cfg(test)]
    fn step(&self) -> io::Result<()> {
        self.fault.step()
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests stop a run here")]
    fn step(&self) -> io::Result<()> {
        Ok(())
    }
}

fn unless_absent(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
