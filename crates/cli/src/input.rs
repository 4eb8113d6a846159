//! From a path to an architecture, or to what is wrong with the blueprint there.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use blueprint::{Architecture, Diagnostics, PreviousRun, Reported, Source};

use crate::args::Input;
use crate::folder::{self, Deployment, Seen};
use crate::moved;
use crate::today::today;

/// A blueprint that was read, and all that was found in it.
pub struct Checked {
    pub source: Source,
    pub diags: Diagnostics,
    pub arch: Result<Architecture, Reported>,
    /// What the next run must respect of it; nothing if there is no architecture.
    pub record: PreviousRun,
    /// The bookkeeping of the output folder.
    pub seen: Seen,
}

/// Ten thousand workspaces take a quarter of this. What is larger is another file by mistake.
const LARGEST: u64 = 4 << 20;

/// Reads a blueprint and what the lock of its output folder keeps, parses and resolves.
pub fn check(input: &Input) -> anyhow::Result<Checked> {
    let source = read(&input.blueprint)?;
    let out_dir = out_dir(input);
    let seen = folder::read(&out_dir)?;
    let lock = &seen.lock;
    let mut diags = Diagnostics::default();
    let blueprint = blueprint::parse(&source, &mut diags);
    if let Some(name) = blueprint.name() {
        let file = file_name(&input.blueprint);
        let ours = Deployment { name: name.to_string(), blueprint: file };
        folder::check_owner(lock, &ours, &input.blueprint, &out_dir)?;
    }
    let arch = blueprint::resolve(blueprint, &lock.previous, today(), &mut diags);
    let record = arch.as_ref().map(Architecture::record).unwrap_or_default();
    moved::check(lock, &record.pins, &out_dir)?;
    Ok(Checked { source, diags, arch, record, seen })
}

/// As given, or the folder `terraform` beside the blueprint.
pub fn out_dir(input: &Input) -> PathBuf {
    let beside = || input.blueprint.with_file_name("terraform");
    input.out.clone().unwrap_or_else(beside)
}

/// The blueprint's name in generated files: the same for everyone, wherever the repository lies.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(OsStr::new("the blueprint")).to_string_lossy().into_owned()
}

fn read(path: &Path) -> anyhow::Result<Source> {
    let shown = path.display();
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match file {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("there is no blueprint `{shown}`\nhelp: write one with `lakewright init`")
        }
        Err(error) if error.kind() == ErrorKind::IsADirectory => {
            bail!("`{shown}` is a folder, not a blueprint")
        }
        read => read.with_context(|| format!("reading blueprint `{shown}`"))?,
    };
    if bytes.len() as u64 > LARGEST {
        bail!("`{shown}` is larger than 4 MiB: is it the blueprint?");
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            bail!("`{shown}` is not UTF-8 in line {line}\nhelp: save it as UTF-8");
        }
    };
    // Editors count columns from behind it.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Source { path: shown.to_string(), text })
}
