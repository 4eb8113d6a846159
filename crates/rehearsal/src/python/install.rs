//! A virtual environment in our cache, made aside and moved into place under a lock: a run that is killed leaves
//! nothing half done, and runs at the same time make it once.
//!
//! Only `bin/python` of it is ever used, which finds its packages from where it lies; scripts beside it would
//! still name the place where they were made.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::{Say, is_complete};
use crate::environment::Environment;

/// One for each set of requirements. None if the user has no place for a cache.
pub(super) fn folder(requirements: &str, environment: &Environment) -> Option<PathBuf> {
    let digest = Sha256::digest(requirements);
    let first_eight = digest.first_chunk().expect("a SHA-256 digest has 32 bytes");
    let twelve_digits = u64::from_be_bytes(*first_eight) >> 16;
    Some(environment.cache()?.join(format!("moto-{twelve_digits:012x}")))
}

pub(super) fn python(folder: &Path) -> PathBuf {
    folder.join("bin/python")
}

/// Makes `folder` with `base`, unless another run has done so meanwhile. What lies there and is of no use (its
/// Python was removed or upgraded) is replaced.
pub(super) fn install(
    base: &Path,
    folder: &Path,
    requirements: &str,
    environment: &Environment,
    say: Say,
) -> Result<PathBuf> {
    let cache = folder.parent().context("a cache is a folder")?;
    std::fs::create_dir_all(cache).with_context(|| format!("can't make {}", cache.display()))?;
    let lock = File::create(cache.join("moto.lock"))
        .with_context(|| format!("can't write to {}", cache.display()))?;
    lock.lock()?;
    if !is_complete(&python(folder), requirements, environment) {
        say("installing the fake of AWS (once)");
        let staging = folder.with_extension("staging");
        remove(&staging)?; // a killed run's
        make(base, &staging, requirements, environment).inspect_err(|_| {
            let _ = remove(&staging);
        })?;
        remove(folder)?;
        std::fs::rename(&staging, folder)?;
    }
    Ok(python(folder))
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("can't remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

fn make(base: &Path, venv: &Path, requirements: &str, environment: &Environment) -> Result<()> {
    let mut create = environment.python(base);
    finish(create.args(["-m", "venv"]).arg(venv)).with_context(|| {
        format!(
            "{} can't make a virtual environment; on Debian and Ubuntu install python3-venv, or set \
             LAKEWRIGHT_PYTHON to a Python that has moto",
            base.display()
        )
    })?;
    let list = venv.join("requirements.txt");
    std::fs::write(&list, requirements)?;
    let mut install = environment.pip(&python(venv));
    install
        .args(["-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"])
        .args(["--no-input", "--disable-pip-version-check", "--quiet", "-r"])
        .arg(&list)
        .env("PIP_USER", "0"); // a user's setting that makes pip refuse every virtual environment
    finish(&mut install).context(
        "moto can't be installed; make a package index reachable (pip's own settings hold: PIP_INDEX_URL, \
         pip.conf), or set LAKEWRIGHT_PYTHON to a Python that has it",
    )
}

fn finish(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<_> = said.lines().collect();
    bail!("{}", lines[lines.len().saturating_sub(12)..].join("\n"))
}
