//! What is wrong in a lock, and where.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use codegen::RelativePath;

use super::lines;
use crate::folder::error::LockRefusal;
use crate::folder::hash::Hash;
use crate::folder::names::is_reserved;

pub(super) struct Damage {
    /// From 1.
    pub(super) lines: RangeInclusive<usize>,
    pub(super) what: String,
    pub(super) help: String,
}

const WHY: &str = "with a damaged lock lakewright could move subnets that are in use, or accept a change that \
                   Databricks refuses";

impl Damage {
    pub(super) fn refusal(self, path: &Path) -> LockRefusal {
        let Self { lines, what, help } = self;
        LockRefusal { path: path.to_owned(), lines, what, why: WHY.to_owned(), help }
    }

    /// What is no TOML, or has keys or values that no lock has.
    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let (lines, what) = match lines::conflict(text) {
            Some(line) => (line..=line, "a merge conflict is not resolved".to_owned()),
            None => (lines::of_span(text, error.span()), error.message().to_owned()),
        };
        let help = "restore the file from version control; after a merge, keep the entries of both sides, each \
                    whole and once, and run `lakewright generate` again";
        Self { lines, what, help: help.to_owned() }
    }

    pub(super) fn of_line(text: &str, path: &str, what: String) -> Self {
        let help = "restore this line from version control".to_owned();
        Self { lines: lines::of_path(text, path), what, help }
    }
}

/// The lock can be edited: a path in it must neither lead out of the folder nor to a state.
pub(super) fn checked(path: String) -> Result<RelativePath, String> {
    let path = RelativePath::new(path).map_err(|error| error.to_string())?;
    if is_reserved(&path) {
        return Err(format!("`{path}` is not a file lakewright writes"));
    }
    Ok(path)
}

/// The table `[files]` of either format.
pub(super) fn checked_files(
    text: &str,
    written: BTreeMap<String, String>,
) -> Result<BTreeMap<RelativePath, Hash>, Damage> {
    let mut files = BTreeMap::new();
    for (path, hash) in written {
        let hash = hash.parse().map_err(|what| Damage::of_line(text, &path, what))?;
        let shown = path.clone();
        let path = checked(path).map_err(|what| Damage::of_line(text, &shown, what))?;
        files.insert(path, hash);
    }
    Ok(files)
}
