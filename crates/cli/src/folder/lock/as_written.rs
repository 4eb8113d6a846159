//! Reads a lock of which every line is as we write it. Most are, and the `toml` crate takes longer for
//! their many lines than all else takes that a run does with a lock.
//!
//! What is unlike anything that we write is left to that crate, which also says what is wrong with it.
//! So what is read here is what would be read there.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::addresses::PinnedRanges;
use blueprint::values::{Cidr, Name};
use blueprint::{Irrevocable, Made, PreviousRun, Renames};
use codegen::{Addresses, RelativePath, StackFolder};

use super::contents::{Deployment, Lock};
use super::damage::checked;
use super::seal::{FactTexts, REMOVED, RENAMED, fingerprint, fingerprint_of, renamed_text};
use crate::folder::hash::Hash;
use crate::folder::templates::AuthorTemplates;

/// `text` is what follows the line that tells the format.
pub(super) fn read(text: &str) -> Option<Lock> {
    let mut rest = Rest(text);
    let name = unquoted(rest.value("deployment = ")?)?.to_owned();
    let blueprint = unquoted(rest.value("blueprint = ")?)?.to_owned();
    let templates = rest.templates()?;
    let mut entries = Vec::new();
    let mut texts = FactTexts::default();
    while rest.0.starts_with("\n[stacks.") {
        entries.push(rest.entry(&mut texts)?);
    }
    let lists = rest.lists()?;
    let files = rest.files()?;

    let mut lock = Lock {
        deployment: Some(Deployment { name, blueprint }),
        templates,
        files,
        ..Lock::default()
    };
    let Lock { previous, stacks, .. } = &mut lock;
    for entry in &entries {
        stacks.insert(entry.folder.clone(), lists.get(entry.addresses)?.clone());
    }
    if stacks.len() < entries.len() {
        return None;
    }
    previous.stacks = stacks.keys().cloned().collect();
    let PreviousRun { pins, names, irrevocable, made, forgotten, renamed, removed, .. } = previous;
    for entry in entries {
        made.extend(entry.made.map(|made| (entry.folder.clone(), made)));
        forgotten.extend(entry.forgotten.map(|made| (entry.folder.clone(), made)));
        renamed.extend(entry.renamed.map(|renames| (entry.folder.clone(), renames)));
        removed.extend(entry.removed.then(|| entry.folder.clone()));
        names.extend(entry.name.map(|name| (entry.folder.clone(), name)));
        irrevocable.extend(entry.irrevocable.map(|facts| (entry.folder.clone(), facts)));
        if !entry.pins.is_empty() {
            pins.insert(entry.folder, entry.pins);
        }
    }
    Some(lock)
}

struct Entry<'a> {
    folder: StackFolder,
    name: Option<Name>,
    irrevocable: Option<Irrevocable>,
    pins: PinnedRanges,
    made: Option<BTreeSet<Made>>,
    forgotten: Option<BTreeSet<Made>>,
    renamed: Option<Renames>,
    removed: bool,
    addresses: &'a str,
}

/// What is not read yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn skip(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    fn line(&mut self) -> Option<&'a str> {
        let (line, rest) = self.0.split_once('\n')?;
        self.0 = rest;
        Some(line)
    }

    /// What the next line says behind `key`.
    fn value(&mut self, key: &str) -> Option<&'a str> {
        self.skip(key)?;
        self.line()
    }

    /// Those of an author, if there are any; None if they are not as we write them.
    #[expect(clippy::option_option, reason = "what is not read here is read elsewhere")]
    fn templates(&mut self) -> Option<Option<AuthorTemplates>> {
        let Some(folder) = self.value("templates = ") else { return Some(None) };
        let folder = unquoted(folder)?.to_owned();
        let hash = unquoted(self.value("templates-hash = ")?)?.parse().ok()?;
        Some(Some(AuthorTemplates { folder, hash }))
    }

    fn entry(&mut self, texts: &mut FactTexts) -> Option<Entry<'a>> {
        self.skip("\n")?;
        let start = self.0;
        let shown = unquoted(self.value("[stacks.")?.strip_suffix(']')?)?;
        let name = match self.value("name = ") {
            Some(text) => Some(Name::parse(unquoted(text)?).ok()?),
            None => None,
        };
        let irrevocable = match self.value("irrevocable = ") {
            Some(text) => Some(texts.read(text)?),
            None => None,
        };
        let pins = match self.value("pins = ") {
            Some(text) => pins(text)?,
            None => PinnedRanges::new(),
        };
        let ever_made = match self.value("made = ") {
            Some(text) => Some(made(text)?),
            None => None,
        };
        let forgotten = match self.value("forgotten = ") {
            Some(text) => Some(made(text)?),
            None => None,
        };
        let renamed = match self.value(RENAMED) {
            Some(text) => Some(renames(text)?),
            None => None,
        };
        let removed = self.skip(REMOVED).is_some();
        let addresses = unquoted(self.value("addresses = ")?)?;
        let body = &start[..start.len() - self.0.len()];
        let seal = unquoted(self.value("seal = ")?)?;
        let folder = match shown {
            "." => StackFolder::new(),
            _ => checked(shown.to_owned()).ok()?.as_str().to_owned(),
        };
        let entry = Entry {
            folder,
            name,
            irrevocable,
            pins,
            made: ever_made,
            forgotten,
            renamed,
            removed,
            addresses,
        };
        (seal == fingerprint(body)).then_some(entry)
    }

    fn lists(&mut self) -> Option<BTreeMap<&'a str, Addresses>> {
        self.skip("\n[address-lists]\n")?;
        let mut lists = BTreeMap::new();
        while self.0.starts_with('"') {
            let name = unquoted(self.line()?.strip_suffix(" = [")?)?;
            let mut addresses = Vec::new();
            while let Some(address) = self.value("  ") {
                addresses.push(unquoted(address.strip_suffix(',')?)?.to_owned());
            }
            self.skip("]\n")?;
            if name != fingerprint_of(&addresses) || lists.insert(name, addresses.into()).is_some()
            {
                return None;
            }
        }
        Some(lists)
    }

    /// The last table: nothing follows it.
    fn files(&mut self) -> Option<BTreeMap<RelativePath, Hash>> {
        self.skip("\n[files]\n")?;
        let mut files: Vec<(RelativePath, Hash)> = Vec::new();
        while !self.0.is_empty() {
            // Of one length, so that nobody looks for its start seven thousand times.
            let line = self.line()?.strip_prefix('"')?.strip_suffix('"')?;
            let (path, hash) = line.split_at_checked(line.len().checked_sub(Hash::DIGITS)?)?;
            let path = path.strip_suffix("\" = \"")?;
            let path = checked(path.to_owned()).ok()?;
            if files.last().is_some_and(|(last, _)| *last >= path) {
                return None;
            }
            files.push((path, hash.parse().ok()?));
        }
        Some(files.into_iter().collect())
    }
}

/// An inline table: `{ "vpc" = "10.20.0.0/20", "euw1-az1" = "10.20.0.0/24" }`.
fn pins(text: &str) -> Option<PinnedRanges> {
    let mut pins = PinnedRanges::new();
    for text in text.strip_prefix("{ ")?.strip_suffix(" }")?.split(", ") {
        let pair = text.strip_prefix('"')?.strip_suffix('"')?.split_once("\" = \"");
        let (pin, range) = pair?;
        let earlier = pins.insert(pin.parse().ok()?, Cidr::parse(range).ok()?);
        if earlier.is_some() {
            return None;
        }
    }
    Some(pins)
}

/// A list: `["bucket lake", "catalog sales"]`.
fn made(text: &str) -> Option<BTreeSet<Made>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    if inner.is_empty() {
        return Some(BTreeSet::new());
    }
    let texts = inner.strip_prefix('"')?.strip_suffix('"')?.split("\", \"");
    let made: Vec<Made> = texts.map(|text| text.parse().ok()).collect::<Option<_>>()?;
    made.is_sorted_by(|one, next| one < next).then(|| made.into_iter().collect())
}

fn renames(text: &str) -> Option<Renames> {
    let renames = toml::de::ValueDeserializer::parse(text).ok()?;
    let renames: Renames = serde::Deserialize::deserialize(renames).ok()?;
    (renamed_text(&renames) == text).then_some(renames)
}

/// A text that stands for itself in quotes.
fn unquoted(text: &str) -> Option<&str> {
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    let is_special = |c: char| matches!(c, '"' | '\\') || c.is_control();
    (!text.contains(is_special)).then_some(text)
}
