//! How the programs for developers begin a rehearsal, and how they end.

use std::io::{Error, Result};
use std::process::ExitCode;

use rehearsal::Settings;

use crate::rehearse::settings;

/// For several rehearsals at a time.
pub fn settings_of_many() -> Result<Settings> {
    let none = || Error::other("there are no providers: see `tools/providers`");
    settings().map(|settings| Settings { jobs: 2, ..settings }).ok_or_else(none)
}

/// `went_well` is none if the arguments are wrong.
pub fn exit(usage: &str, went_well: Option<Result<bool>>) -> ExitCode {
    match went_well {
        Some(Ok(true)) => ExitCode::SUCCESS,
        Some(Ok(false)) => ExitCode::FAILURE,
        Some(Err(error)) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
        None => {
            eprintln!("{usage}");
            ExitCode::from(2)
        }
    }
}
