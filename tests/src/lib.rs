//! Shared by the tests in `tests/`: what they read, and the real Terraform.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::missing_panics_doc,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "tests read fixtures, run Terraform, and panic to fail"
)]

pub mod changes;
pub mod combinations;
pub mod compile;
pub mod data_combinations;
pub mod draft;
pub mod fields;
pub mod generate;
pub mod mangle;
pub mod node;
pub mod program;
pub mod rehearse;
pub mod shape;
pub mod terraform;
pub mod verdicts;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder beside this package's `Cargo.toml`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files below `folder` in order; none if there is no such folder.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> =
        entries.map(|entry| entry.expect("folder is readable").path()).collect();
    paths.sort();
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    paths.into_iter().flat_map(below).collect()
}

/// The `.tf` files among them.
pub fn tf_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = files_below(folder);
    files.retain(|path| path.extension() == Some(OsStr::new("tf")));
    files
}
