//! Results that are kept line by line, as JSON, so that a run that was stopped goes on.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Result, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What an earlier run wrote; a line that it did not finish is left out.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read?,
    };
    Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

pub(super) fn append<T: Serialize>(path: &Path, result: &T) -> Result<()> {
    let line = serde_json::to_string(result)?;
    writeln!(OpenOptions::new().create(true).append(true).open(path)?, "{line}")
}
