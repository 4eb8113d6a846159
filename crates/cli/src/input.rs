//! From a path to an architecture, or to what is wrong with the blueprint there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use blueprint::values::Name;
use blueprint::{Architecture, Diagnostics, PreviousRun, Reported, Source};
use codegen::StackFolder;

use crate::args::Input;
use crate::folder::{self, Deployment, Lock, LockText, Seen};
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
    /// Stacks of workspaces that were never applied.
    pub never_applied: BTreeSet<StackFolder>,
}

/// What of the lock does not hold in this run, as the command line says it.
#[derive(Clone, Copy, Default)]
pub struct Forgotten<'a> {
    /// Workspaces, or facts about one.
    pub never_applied: &'a [String],
    pub stacks: &'a [String],
}

/// Ten thousand workspaces take a quarter of this. What is larger is another file by mistake.
const LARGEST: u64 = 4 << 20;

/// Reads a blueprint and what the lock of its output folder keeps, parses and resolves.
pub fn check(input: &Input) -> anyhow::Result<Checked> {
    check_without(input, Forgotten::default())
}

/// As [`check`] does, with a lock that knows less.
pub fn check_without(input: &Input, forgotten: Forgotten) -> anyhow::Result<Checked> {
    let source = read(&input.blueprint)?;
    let out_dir = out_dir(input);
    let seen = folder::read(&out_dir)?;
    let mut lock = Cow::Borrowed(&seen.lock);
    if !forgotten.never_applied.is_empty() {
        let names = || names_alone(&source);
        lock = Cow::Owned(folder::forget(lock.into_owned(), forgotten.never_applied, names)?);
    }
    let text = seen.lock_text(&out_dir);
    let kept = Kept { lock: &lock, text, forgotten_stacks: forgotten.stacks };
    let Judged { diags, arch, record } = judge(&source, &input.blueprint, &kept, today())?;
    let is_forgotten = |stack: &&StackFolder| !lock.stacks.contains_key(*stack);
    let never_applied = seen.lock.stacks.keys().filter(is_forgotten).cloned().collect();
    Ok(Checked { source, diags, arch, record, seen, never_applied })
}

/// Names of the workspaces by their keys, whatever an earlier run left. None if the blueprint is wrong by itself.
fn names_alone(source: &Source) -> BTreeMap<String, Name> {
    let mut unsaid = Diagnostics::default();
    let parsed = blueprint::parse(source, &mut unsaid);
    let arch = blueprint::resolve(parsed, &PreviousRun::default(), None, &mut unsaid);
    arch.map(|arch| arch.names()).unwrap_or_default()
}

/// What an earlier run left.
pub(crate) struct Kept<'a> {
    pub(crate) lock: &'a Lock,
    /// None if there is no lock, which then is an empty one.
    pub(crate) text: Option<LockText<'a>>,
    /// Stacks of which nothing holds any more, once their workspaces have left the blueprint.
    pub(crate) forgotten_stacks: &'a [String],
}

/// What a blueprint comes to where an earlier run left something.
pub(crate) struct Judged {
    pub(crate) diags: Diagnostics,
    pub(crate) arch: Result<Architecture, Reported>,
    pub(crate) record: PreviousRun,
}

/// Parses and resolves. `blueprint` is the file's path, or its name, for whoever owns the lock; on `today` acceptances
/// are judged, if at all.
pub(crate) fn judge(
    source: &Source,
    blueprint: &Path,
    kept: &Kept,
    today: Option<toml::value::Date>,
) -> anyhow::Result<Judged> {
    let mut diags = Diagnostics::default();
    let parsed = blueprint::parse(source, &mut diags);
    let mut lock = Cow::Borrowed(kept.lock);
    if !kept.forgotten_stacks.is_empty() {
        let is_kept = |key: &str| parsed.has_workspace(key);
        folder::forget_stacks(&mut lock.to_mut().previous, kept.forgotten_stacks, is_kept);
    }
    // A person deletes the table of a removed workspace when its state is empty.
    let removed = kept.lock.previous.removed.iter();
    for gone in removed.filter(|key| !parsed.has_workspace(key)) {
        lock.to_mut().previous.forget_workspace(gone);
    }
    if let (Some(name), Some(text)) = (parsed.name(), &kept.text) {
        let ours = Deployment { name: name.to_string(), blueprint: file_name(blueprint) };
        folder::check_owner(&lock, &ours, blueprint, text)?;
    }
    let arch = blueprint::resolve(parsed, &lock.previous, today, &mut diags);
    let record = arch.as_ref().map(Architecture::record).unwrap_or_default();
    if let Some(text) = &kept.text {
        moved::check(&lock, &record.pins, text)?;
    }
    Ok(Judged { diags, arch, record })
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

pub(crate) fn read(path: &Path) -> anyhow::Result<Source> {
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
    source(shown.to_string(), bytes)
}

/// What a file that is read from `path` says.
pub(crate) fn source(path: String, bytes: Vec<u8>) -> anyhow::Result<Source> {
    if bytes.len() as u64 > LARGEST {
        bail!("`{path}` is larger than 4 MiB: is it the blueprint?");
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            bail!("`{path}` is not UTF-8 in line {line}\nhelp: save it as UTF-8");
        }
    };
    // Editors count columns from behind it.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Source { path, text })
}
