//! The format that we write: an entry for each stack, sealed.
//!
//! A seal is a fingerprint of its entry. It finds damage, such as half of a merge; it keeps nobody from
//! writing another entry with a seal that fits. Lists of addresses are named by their fingerprint, so
//! that stacks with the same addresses share one: a thousand workspaces of one architecture cost one
//! list.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::addresses::{Pin, PinnedRanges};
use blueprint::values::{Cidr, Name};
use blueprint::{Irrevocable, Made, PreviousRun, Renames};
use codegen::Addresses;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::as_written;
use super::contents::{Deployment, Lock};
use super::damage::{Damage, checked, checked_files};
use super::lines::{self, list_header, stack_header};
use super::seal::{Body, FactTexts, fingerprint, fingerprint_of, made_text};
use crate::folder::Output;
use crate::folder::hash::Hash;
use crate::folder::names::shown;
use crate::folder::quoted::quoted;
use crate::folder::templates::AuthorTemplates;

pub(super) const FORMAT: u32 = 2;
pub(super) const FORMAT_KEY: &str = "format = ";
pub(super) const TEMPLATES: &str = "templates";
pub(super) const TEMPLATES_HASH: &str = "templates-hash";

const HEADER: &str = "\
# What `lakewright generate` wrote into this folder, so that it never takes an edit of yours for its
# own file and never loses track of a state. Commit this file; do not edit it. After a merge, keep
# the entries of both sides, each whole and once.
";

/// As written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "format")]
    _format: u32,
    deployment: String,
    blueprint: String,
    templates: Option<String>,
    #[serde(rename = "templates-hash")]
    templates_hash: Option<String>,
    #[serde(default)]
    stacks: BTreeMap<String, Entry>,
    #[serde(default, rename = "address-lists")]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Of a stack that is a workspace's, what must be respected; of any, the addresses that it manages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Option<Name>,
    irrevocable: Option<Irrevocable>,
    #[serde(default, deserialize_with = "read_pins")]
    pins: PinnedRanges,
    made: Option<BTreeSet<Made>>,
    forgotten: Option<BTreeSet<Made>>,
    renamed: Option<Renames>,
    #[serde(default)]
    removed: bool,
    addresses: String,
    seal: String,
}

fn read_pins<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PinnedRanges, D::Error> {
    let written = BTreeMap::<Pin, String>::deserialize(deserializer)?;
    let read = |(pin, range): (Pin, String)| match Cidr::parse(&range) {
        Ok(read) => Ok((pin, read)),
        Err(_) => Err(D::Error::custom(format!("`{range}` is not a range of IPv4 addresses"))),
    };
    written.into_iter().map(read).collect()
}

pub(super) fn read(text: &str) -> Result<Lock, Damage> {
    read_as_written(text).map_or_else(|| read_toml(text), Ok)
}

/// None if something is not as we write it.
pub(super) fn read_as_written(text: &str) -> Option<Lock> {
    let below = text.strip_prefix(HEADER)?.strip_prefix(FORMAT_KEY)?;
    as_written::read(below.strip_prefix(&format!("{FORMAT}\n"))?)
}

pub(super) fn read_toml(text: &str) -> Result<Lock, Damage> {
    let written = toml::from_str(text).map_err(|error| Damage::syntax(text, &error))?;
    let Written {
        _format,
        deployment: name,
        blueprint,
        templates,
        templates_hash,
        stacks: entries,
        lists,
        files,
    } = written;
    let templates = read_templates(text, templates, templates_hash)?;
    let lists: BTreeMap<String, Addresses> =
        lists.into_iter().map(|(name, list)| (name, list.into())).collect();
    for (name, list) in &lists {
        if *name != fingerprint_of(list) {
            let help = "restore the list from version control".to_owned();
            let what = format!("the list of addresses `{name}` was changed since it was written");
            return Err(Damage { lines: lines::of_addresses(text, name), what, help });
        }
    }
    let mut previous = PreviousRun::default();
    let (mut stacks, mut texts) = (BTreeMap::new(), FactTexts::default());
    for (shown, entry) in entries {
        let list = check_entry(&shown, &entry, &lists, &mut texts).map_err(|what| Damage {
            lines: lines::of_stack(text, &shown),
            what,
            help: format!(
                "restore `{}` and all lines of it from version control; after a merge, take the whole entry of \
                 either side",
                stack_header(&shown)
            ),
        })?;
        let folder = if shown == "." { String::new() } else { shown };
        previous.names.extend(entry.name.map(|name| (folder.clone(), name)));
        previous.irrevocable.extend(entry.irrevocable.map(|facts| (folder.clone(), facts)));
        if !entry.pins.is_empty() {
            previous.pins.insert(folder.clone(), entry.pins);
        }
        previous.made.extend(entry.made.map(|made| (folder.clone(), made)));
        previous.forgotten.extend(entry.forgotten.map(|made| (folder.clone(), made)));
        previous.renamed.extend(entry.renamed.map(|renames| (folder.clone(), renames)));
        previous.stacks.insert(folder.clone());
        previous.removed.extend(entry.removed.then(|| folder.clone()));
        stacks.insert(folder, list.clone());
    }
    let files = checked_files(text, files)?;
    let deployment = Some(Deployment { name, blueprint });
    Ok(Lock { deployment, templates, previous, stacks, files })
}

/// Two lines, so that one of them is missed.
fn read_templates(
    text: &str,
    folder: Option<String>,
    hash: Option<String>,
) -> Result<Option<AuthorTemplates>, Damage> {
    let damage = |key: &str, what: String| Damage {
        lines: lines::of_key(text, key),
        what,
        help: format!(
            "restore the lines `{TEMPLATES}` and `{TEMPLATES_HASH}` from version control"
        ),
    };
    match (folder, hash) {
        (None, None) => Ok(None),
        (Some(folder), Some(hash)) => match hash.parse() {
            Ok(hash) => Ok(Some(AuthorTemplates { folder, hash })),
            Err(what) => Err(damage(TEMPLATES_HASH, what)),
        },
        (Some(_), None) => Err(damage(TEMPLATES, format!("`{TEMPLATES_HASH}` is missing"))),
        (None, Some(_)) => Err(damage(TEMPLATES_HASH, format!("`{TEMPLATES}` is missing"))),
    }
}

/// The addresses of the entry, if nothing is wrong with it.
fn check_entry<'a>(
    folder: &str,
    entry: &Entry,
    lists: &'a BTreeMap<String, Addresses>,
    texts: &mut FactTexts,
) -> Result<&'a Addresses, String> {
    if folder != "." {
        checked(folder.to_owned())?;
    }
    let Entry { name, irrevocable, pins, made, forgotten, renamed, removed, addresses, seal } =
        entry;
    let facts = irrevocable.as_ref().map(|facts| texts.of(facts));
    let mut body = String::new();
    let (name, removed) = (name.as_ref(), *removed);
    let made = made.as_ref().map(made_text);
    let (made, forgotten, renamed) = (made.as_deref(), forgotten.as_ref(), renamed.as_ref());
    Body { folder, name, facts, pins, made, forgotten, renamed, removed, addresses }
        .push_to(&mut body);
    if *seal != fingerprint(&body) {
        return Err(format!("the entry of stack `{folder}` was changed since it was written"));
    }
    let missing = || format!("the list of addresses `{addresses}` of stack `{folder}` is missing");
    lists.get(addresses).ok_or_else(missing)
}

/// The lock's text after `output` was written, but for its files.
pub(in crate::folder) fn render(output: &Output) -> String {
    let Output { stacks, deployment: Deployment { name, blueprint }, templates, record, .. } =
        output;
    let mut text = format!("{HEADER}{FORMAT_KEY}{FORMAT}\n");
    text.extend(["deployment = ", &quoted(name), "\nblueprint = ", &quoted(blueprint), "\n"]);
    if let Some(AuthorTemplates { folder, hash }) = templates {
        text.extend([TEMPLATES, " = ", &quoted(folder), "\n"]);
        text.extend([TEMPLATES_HASH, " = \"", &hash.to_string(), "\"\n"]);
    }
    let mut lists: BTreeMap<String, &[String]> = BTreeMap::new();
    let mut names: BTreeMap<&[String], String> = BTreeMap::new();
    let mut texts = FactTexts::default();
    for (folder, addresses) in *stacks {
        let list = names.entry(addresses).or_insert_with(|| {
            let name = fingerprint_of(addresses);
            lists.insert(name.clone(), addresses);
            name
        });
        let none = PinnedRanges::new();
        let pins = record.pins.get(folder).unwrap_or(&none);
        let facts = record.irrevocable.get(folder).map(|facts| texts.of(facts));
        let name = record.names.get(folder);
        let made = record.made.get(folder).map(made_text);
        let made = made.as_deref();
        let (forgotten, renamed) = (record.forgotten.get(folder), record.renamed.get(folder));
        let removed = record.removed.contains(folder);
        text.push('\n');
        let start = text.len();
        let folder = shown(folder);
        Body { folder, name, facts, pins, made, forgotten, renamed, removed, addresses: list }
            .push_to(&mut text);
        let seal = fingerprint(&text[start..]);
        text.extend(["seal = \"", &seal, "\"\n"]);
    }
    text.push_str("\n[address-lists]\n");
    for (name, addresses) in lists {
        text.extend([&list_header(&name), "\n"]);
        for address in addresses {
            text.extend(["  ", &quoted(address), ",\n"]);
        }
        text.push_str("]\n");
    }
    text
}

/// Appends the last table. `hashes` are those of the files of `output`, in order.
pub(in crate::folder) fn push_files(text: &mut String, output: &Output, hashes: &[Hash]) {
    // Room for a hash, its quotes, and most paths: there are many lines.
    text.reserve(output.files.len() * 128);
    text.push_str("\n[files]\n");
    for (path, hash) in output.files.keys().zip(hashes) {
        // Neither needs escaping: see `RelativePath` and `Hash`.
        text.extend(["\"", path.as_str(), "\" = \""]);
        hash.push_to(text);
        text.push_str("\"\n");
    }
}
