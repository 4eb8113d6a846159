//! Reads the old side: the blueprint, the lock that was beside it, and an author's templates as they were.

use std::path::Path;

use anyhow::bail;
use blueprint::Source;

use super::address::{self, Address};
use super::{Wanted, revision};
use crate::args::Input;
use crate::folder::{self, LOCK, Lock, LockText};
use crate::input;
use crate::templates::{self, Author};

pub(super) struct Old {
    pub(super) source: Source,
    pub(super) lock: Option<OldLock>,
    pub(super) templates: Templates,
    pub(super) notes: Vec<String>,
}

pub(super) struct OldLock {
    pub(super) lock: Lock,
    pub(super) text: LockText<'static>,
}

/// Those with which the old side is generated.
pub(super) enum Templates {
    AsNew,
    /// No others.
    InBinary,
    Author(Author),
}

pub(super) fn read(wanted: &Wanted) -> anyhow::Result<Old> {
    match address::of(wanted.old) {
        Address::File(path) => file(path, wanted),
        Address::Revision { revision, path } => revision::read(revision, path, wanted),
    }
}

fn file(path: &Path, wanted: &Wanted) -> anyhow::Result<Old> {
    if !path.exists() {
        bail!(
            "there is no blueprint `{}`\n\
             help: name a blueprint file as it was before, or `REV:path` of the git repository, such as \
             `HEAD:lakewright.toml`",
            path.display()
        );
    }
    let source = input::read(path)?;
    let input = Input { blueprint: path.to_owned(), out: wanted.new.out.clone() };
    let out_dir = input::out_dir(&input);
    let seen = folder::read(&out_dir)?;
    let text = seen.lock_text(&out_dir).map(LockText::into_owned);
    let notes = match text {
        Some(_) => Vec::new(),
        None => vec![without_lock(&out_dir.join(LOCK).display().to_string())],
    };
    let lock = text.map(|text| OldLock { lock: seen.lock, text });
    let templates = match (wanted.templates, templates::named_by(&source)) {
        (Some(_), _) => Templates::AsNew,
        (None, None) => Templates::InBinary,
        (None, Some(named)) => Templates::Author(templates::read_named(&named, path)?),
    };
    Ok(Old { source, lock, templates, notes })
}

pub(super) fn without_lock(path: &str) -> String {
    format!(
        "there is no lock `{path}`: the old blueprint is generated as in a first run, whose address ranges may be \
         others than those that are applied"
    )
}
