//! A change of a running deployment: what was generated, and what `generate` makes of it next.
//!
//! Guarantees that both sides are what `generate` writes: the old one with the lock that was there, the new one with
//! the lock that the old one leaves. What `generate` would refuse is refused. Nothing is written.

mod address;
mod git;
mod old;
mod revision;

use std::path::Path;
use std::sync::Arc;

use blueprint::{Architecture, Diagnostics, PreviousRun, Source};
use codegen::{Tree, both};
use forecast::Files;
use toml::value::Date;

use crate::args::Input;
use crate::folder::{Deployment, Lock};
use crate::input::{self, Judged, Kept};
use crate::moving;
use crate::templates::{self, Loaded};
use crate::today::today;

use old::{Old, OldLock};

/// What is compared, or rehearsed.
pub(crate) struct Wanted<'a> {
    /// A blueprint file, or `REV:path` of the git repository in which the command runs.
    pub(crate) old: &'a str,
    pub(crate) new: &'a Input,
    /// Folder of an author's templates, on both sides; none for those that each blueprint names.
    pub(crate) templates: Option<&'a Path>,
}

pub(crate) struct Change {
    pub(crate) before: Side,
    pub(crate) after: Side,
    /// What must be known about how the old side was read: a sentence each.
    pub(crate) notes: Vec<String>,
}

/// One of the two trees, and what it was made from.
#[cfg_attr(
    not(feature = "rehearsal"),
    expect(dead_code, reason = "only `rehearse` reads all of it")
)]
pub(crate) struct Side {
    pub(crate) source: Source,
    /// Warnings only.
    pub(crate) diags: Diagnostics,
    pub(crate) arch: Architecture,
    pub(crate) templates: Arc<Loaded>,
    pub(crate) tree: Tree,
    /// What the lock keeps once it is generated.
    pub(crate) record: PreviousRun,
}

impl Side {
    /// `files` are its own.
    pub(crate) fn tree<'a>(&'a self, files: &'a Files<'a>) -> moving::Tree<'a> {
        moving::Tree { files, stacks: self.tree.stacks(), record: &self.record }
    }
}

/// A blueprint that is wrong, on either side.
pub(crate) struct Wrong {
    pub(crate) source: Source,
    pub(crate) diags: Diagnostics,
}

pub(crate) fn read(wanted: &Wanted) -> anyhow::Result<Result<Change, Wrong>> {
    let Old { source, lock, templates, notes } = old::read(wanted)?;
    let (templates, before) =
        both(true, || load(wanted, templates), || resolve_old(source, lock.as_ref()));
    let before = match before? {
        Ok(before) => before,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let templates = templates?;
    let file = input::file_name(&wanted.new.blueprint);
    let left = left_by(&before, &file);
    let (before, after) = both(
        true,
        || generate(before, &file, templates.before),
        || match resolve_new(wanted.new, &left, lock.as_ref())? {
            Ok(after) => generate(after, &file, templates.after).map(Ok),
            Err(wrong) => Ok(Err(wrong)),
        },
    );
    let before = before?;
    let after = match after? {
        Ok(after) => after,
        Err(wrong) => return Ok(Err(wrong)),
    };
    Ok(Ok(Change { before, after, notes }))
}

/// A blueprint in which nothing is wrong.
struct Resolved {
    source: Source,
    diags: Diagnostics,
    arch: Architecture,
    /// What the lock keeps once it is generated.
    record: PreviousRun,
}

/// What was accepted then is accepted: whether it has ended since is for the new side to say. Nor does it matter here
/// what the file is called, of which the old one is often a copy.
fn resolve_old(source: Source, lock: Option<&OldLock>) -> anyhow::Result<Result<Resolved, Wrong>> {
    let nothing = Lock::default();
    let (kept, name) = match lock {
        Some(OldLock { lock, text }) => {
            let owner = lock.deployment.as_ref().map(|owner| owner.blueprint.as_str());
            let text = Some(text.clone());
            (Kept { lock, text, forgotten_stacks: &[] }, owner.unwrap_or_default())
        }
        None => (Kept { lock: &nothing, text: None, forgotten_stacks: &[] }, ""),
    };
    resolve(source, Path::new(name), &kept, None)
}

/// `left` is what the old side leaves; its lines are told from the lock that the old side had.
fn resolve_new(
    new: &Input,
    left: &Lock,
    lock: Option<&OldLock>,
) -> anyhow::Result<Result<Resolved, Wrong>> {
    let text = lock.map(|lock| lock.text.clone());
    let kept = Kept { lock: left, text, forgotten_stacks: &[] };
    resolve(input::read(&new.blueprint)?, &new.blueprint, &kept, today())
}

fn resolve(
    source: Source,
    blueprint: &Path,
    kept: &Kept,
    today: Option<Date>,
) -> anyhow::Result<Result<Resolved, Wrong>> {
    let Judged { diags, arch, record } = input::judge(&source, blueprint, kept, today)?;
    Ok(match arch {
        Ok(arch) => Ok(Resolved { source, diags, arch, record }),
        Err(_) => Err(Wrong { source, diags }),
    })
}

/// The lock once the old side is written, but for its files and stacks. It is written for the new blueprint's file.
fn left_by(before: &Resolved, file: &str) -> Lock {
    let deployment = Deployment { name: before.arch.name.to_string(), blueprint: file.to_owned() };
    Lock::left(deployment, before.record.clone())
}

/// `file` is the name of the new blueprint on both sides: headers have it, and the name of a copy is no change.
fn generate(resolved: Resolved, file: &str, templates: Arc<Loaded>) -> anyhow::Result<Side> {
    let Resolved { source, diags, arch, record } = resolved;
    let tree = codegen::generate(&arch, file, &templates.templates)
        .map_err(|bugs| templates.bugs(bugs))?;
    Ok(Side { source, diags, arch, templates, tree, record })
}

struct BothTemplates {
    before: Arc<Loaded>,
    after: Arc<Loaded>,
}

fn load(wanted: &Wanted, old: old::Templates) -> anyhow::Result<BothTemplates> {
    let new = &wanted.new.blueprint;
    let named = match wanted.templates {
        Some(_) => None,
        None => templates::named_by(&input::read(new)?),
    };
    let after = Arc::new(match &named {
        Some(named) => templates::load_named(named, new)?,
        None => templates::load(wanted.templates)?,
    });
    let before = match old {
        old::Templates::InBinary if named.is_some() => Arc::new(templates::load(None)?),
        old::Templates::AsNew | old::Templates::InBinary => Arc::clone(&after),
        old::Templates::Author(author) => Arc::new(templates::extended(Some(author))?),
    };
    Ok(BothTemplates { before, after })
}
