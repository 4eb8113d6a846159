//! A Python that has moto: the user's own if it does, else one in our cache.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod install;
mod probe;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::environment::Environment;
use probe::Finding;

/// What [`find`] tells whoever waits: installing takes half a minute, once.
pub type Say<'a> = &'a dyn Fn(&str);

/// A Python with all of `requirements` (the text of a `requirements.txt`): what `LAKEWRIGHT_PYTHON` names; else the
/// one in our cache; else the first on `PATH`; else a virtual environment is made in our cache.
pub fn find(requirements: &str, environment: &Environment, say: Say) -> Result<PathBuf> {
    if let Some(named) = environment.path("LAKEWRIGHT_PYTHON") {
        let named = environment.program(&named).with_context(|| {
            format!("LAKEWRIGHT_PYTHON is {}, which is no program", named.display())
        })?;
        let finding = probe::probe(&named, requirements, environment);
        return match finding.context("LAKEWRIGHT_PYTHON can't be used")? {
            Finding::Complete => Ok(named),
            Finding::Incomplete(missing) => bail!(
                "LAKEWRIGHT_PYTHON ({}) lacks {missing}; unset it, and what is needed is installed \
                 into a cache",
                named.display()
            ),
        };
    }
    let cached = install::folder(requirements, environment);
    if let Some(python) = cached.as_deref().map(install::python)
        && is_complete(&python, requirements, environment)
    {
        return Ok(python);
    }
    let python = on_path(environment)?;
    if probe::probe(&python, requirements, environment)? == Finding::Complete {
        return Ok(python);
    }
    let folder = cached.context("there is no place for a cache: set HOME or LAKEWRIGHT_CACHE")?;
    install::install(&python, &folder, requirements, environment, say)
}

fn is_complete(python: &Path, requirements: &str, environment: &Environment) -> bool {
    matches!(probe::probe(python, requirements, environment), Ok(Finding::Complete))
}

fn on_path(environment: &Environment) -> Result<PathBuf> {
    environment.program("python3").context(
        "the fake of AWS needs Python 3.10 or newer, and no `python3` is on PATH; install it, \
             or set LAKEWRIGHT_PYTHON to one",
    )
}
