//! The format that we write: an entry for each stack, sealed.
//!
//! A seal is a fingerprint of its entry. It finds damage, such as half of a merge; it keeps nobody from
//! writing another entry with a seal that fits. Lists of addresses are named by their fingerprint, so
//! that stacks with the same addresses share one: a thousand workspaces of one architecture cost one
//! list.

use std::collections::BTreeMap;
use std::fmt::Write;

use blueprint::addresses::{Pin, PinnedRanges};
use blueprint::values::Cidr;
use blueprint::{Irrevocable, PreviousRun};
use codegen::{Addresses, RelativePath};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::contents::{Deployment, Lock};
use super::damage::{Damage, checked, checked_files};
use super::lines::{self, list_header, stack_header};
use crate::folder::Output;
use crate::folder::hash::Hash;
use crate::folder::names::shown;
use crate::folder::quoted::{inline_table, quoted};

pub(super) const FORMAT: u32 = 2;
pub(super) const FORMAT_KEY: &str = "format = ";

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
    irrevocable: Option<Irrevocable>,
    #[serde(default, deserialize_with = "read_pins")]
    pins: PinnedRanges,
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
    let (head, listed) = match split_files(text) {
        Some((head, files)) => (head, Some(files)),
        None => (text, None),
    };
    let written = toml::from_str(head).map_err(|error| Damage::syntax(text, &error))?;
    let Written { _format, deployment: name, blueprint, stacks: entries, lists, files } = written;
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
        if let Some(facts) = entry.irrevocable {
            previous.irrevocable.insert(folder.clone(), facts);
        }
        if !entry.pins.is_empty() {
            previous.pins.insert(folder.clone(), entry.pins);
        }
        stacks.insert(folder, list.clone());
    }
    let files = match listed {
        Some(files) => files,
        None => checked_files(text, files)?,
    };
    Ok(Lock { deployment: Some(Deployment { name, blueprint }), previous, stacks, files })
}

/// What is above the table `[files]`, and that table, of whose lines there are many: the `toml` crate takes
/// longer for them than all else takes that a run does with a lock. None if one is not as we write it;
/// the crate then says what it is.
fn split_files(text: &str) -> Option<(&str, BTreeMap<RelativePath, Hash>)> {
    let (head, lines) = text.split_once("\n[files]\n")?;
    let mut files: Vec<(RelativePath, Hash)> = Vec::new();
    for line in lines.lines() {
        let (path, hash) = line.strip_prefix('"')?.strip_suffix('"')?.split_once("\" = \"")?;
        let path = checked(path.to_owned()).ok()?;
        if files.last().is_some_and(|(last, _)| *last >= path) {
            return None;
        }
        files.push((path, hash.parse().ok()?));
    }
    Some((head, files.into_iter().collect()))
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
    let Entry { irrevocable, pins, addresses, seal } = entry;
    let facts = irrevocable.map(|facts| texts.of(facts));
    if *seal != fingerprint(&body(folder, facts, pins, addresses)) {
        return Err(format!("the entry of stack `{folder}` was changed since it was written"));
    }
    let missing = || format!("the list of addresses `{addresses}` of stack `{folder}` is missing");
    lists.get(addresses).ok_or_else(missing)
}

/// The lock's text after `output` was written; `hashes` are those of its files, in order.
pub(in crate::folder) fn render(output: &Output, hashes: &[Hash]) -> String {
    let Output { files, stacks, deployment: Deployment { name, blueprint }, record, .. } = output;
    let mut text = format!("{HEADER}{FORMAT_KEY}{FORMAT}\n");
    let mut line = |line: std::fmt::Arguments| {
        writeln!(text, "{line}").expect("writing to a String cannot fail");
    };
    line(format_args!("deployment = {}\nblueprint = {}", quoted(name), quoted(blueprint)));
    let mut lists: BTreeMap<String, &[String]> = BTreeMap::new();
    let mut names: BTreeMap<&[String], String> = BTreeMap::new();
    let mut texts = FactTexts::default();
    for (folder, addresses) in *stacks {
        let list = names.entry(addresses).or_insert_with(|| fingerprint_of(addresses));
        lists.insert(list.clone(), addresses);
        let none = PinnedRanges::new();
        let pins = record.pins.get(folder).unwrap_or(&none);
        let facts = record.irrevocable.get(folder).map(|facts| texts.of(*facts));
        let body = body(shown(folder), facts, pins, list);
        line(format_args!("\n{body}seal = \"{}\"", fingerprint(&body)));
    }
    line(format_args!("\n[address-lists]"));
    for (name, addresses) in lists {
        line(format_args!("{}", list_header(&name)));
        for address in addresses {
            line(format_args!("  {},", quoted(address)));
        }
        line(format_args!("]"));
    }
    line(format_args!("\n[files]"));
    for (path, hash) in files.keys().zip(hashes) {
        // Neither needs escaping: see `RelativePath` and `Hash`.
        line(format_args!("\"{path}\" = \"{hash}\""));
    }
    text
}

/// What a seal is over: an entry without its last line.
fn body(folder: &str, facts: Option<&str>, pins: &PinnedRanges, addresses: &str) -> String {
    let mut text = stack_header(folder) + "\n";
    if let Some(facts) = facts {
        text.extend(["irrevocable = ", facts, "\n"]);
    }
    // Neither a pin nor a range needs escaping.
    for (index, (pin, range)) in pins.iter().enumerate() {
        let before = if index == 0 { "pins = {" } else { "," };
        write!(text, "{before} \"{pin}\" = \"{range}\"").expect("writing to a String cannot fail");
    }
    text.push_str(if pins.is_empty() { "" } else { " }\n" });
    text.extend(["addresses = ", &quoted(addresses), "\n"]);
    text
}

/// Facts as text, written once for the thousands of workspaces that have the same.
#[derive(Default)]
struct FactTexts(Vec<(Irrevocable, String)>);

impl FactTexts {
    fn of(&mut self, facts: Irrevocable) -> &str {
        let Self(known) = self;
        let index = known.iter().position(|(other, _)| *other == facts).unwrap_or_else(|| {
            known.push((facts, inline_table(words(&facts))));
            known.len() - 1
        });
        &known[index].1
    }
}

/// Each fact and its word, as serde names both.
fn words(facts: &Irrevocable) -> impl Iterator<Item = (String, String)> {
    let facts = serde_json::to_value(facts).unwrap_or_default();
    let facts = facts.as_object().cloned().unwrap_or_default();
    facts.into_iter().map(|(what, word)| (what, word.as_str().unwrap_or_default().to_owned()))
}

/// Enough to find damage by.
fn fingerprint(text: &str) -> String {
    let mut hash = Hash::of(text.as_bytes()).to_string();
    hash.truncate(16);
    hash
}

fn fingerprint_of(addresses: &[String]) -> String {
    fingerprint(&addresses.join("\n"))
}
