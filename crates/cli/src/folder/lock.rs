//! `lakewright.lock`: what we wrote into an output folder, kept next to it and committed.
//!
//! TOML, written by hand so that it is sorted and its lines stay where they are, read by the `toml`
//! crate. What is said of a stack is one entry with a seal over it, so that a merge can take the
//! entries of both sides, and an entry that was changed is refused.

mod as_written;
mod contents;
mod damage;
mod format_1;
mod format_2;
mod lines;
mod never_applied;
mod owner;
mod seal;

use std::path::Path;

pub use contents::{Deployment, Lock, LockText};
pub(super) use format_2::{push_files, render};
pub(crate) use lines::of_stack;
pub(crate) use never_applied::{forget, forget_stacks};
pub use owner::check_owner;
pub(crate) use seal::fingerprint_of_stacks as fingerprint;

use super::error::Error;

/// `path` is where `text` was read, for messages.
pub(crate) fn parse(text: &str, path: &Path) -> Result<Lock, Error> {
    let read = match format(text) {
        Some(1) => format_1::read(text),
        // Whatever follows: a newer format may have anything below.
        Some(format) if format > format_2::FORMAT => {
            return Err(Error::Newer { path: path.to_owned(), format });
        }
        _ => format_2::read(text),
    };
    read.map_err(|damage| Error::Lock(Box::new(damage.refusal(path))))
}

fn format(text: &str) -> Option<u32> {
    text.lines().find_map(|line| line.strip_prefix(format_2::FORMAT_KEY))?.trim().parse().ok()
}

#[cfg(test)]
mod tests;
