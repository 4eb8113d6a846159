//! What is sealed in a lock, and with what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use blueprint::addresses::PinnedRanges;
use blueprint::values::Name;
use blueprint::{Irrevocable, Made, Rename, Renames};
use codegen::{Addresses, StackFolder};

use super::lines::stack_header;
use crate::folder::hash::Hash;
use crate::folder::quoted::{inline_table, quoted};

/// How the line of who has another name begins.
pub(super) const RENAMED: &str = "renamed = ";

/// The line of a workspace under `[removed]`.
pub(super) const REMOVED: &str = "removed = true\n";

/// What a seal is over: an entry without its last line.
pub(super) struct Body<'a> {
    pub(super) folder: &'a str,
    pub(super) name: Option<&'a Name>,
    pub(super) facts: Option<&'a str>,
    pub(super) pins: &'a PinnedRanges,
    /// As [`made_text`] writes it.
    pub(super) made: Option<&'a str>,
    pub(super) forgotten: Option<&'a BTreeSet<Made>>,
    pub(super) renamed: Option<&'a Renames>,
    pub(super) removed: bool,
    pub(super) addresses: &'a str,
}

impl Body<'_> {
    pub(super) fn push_to(&self, text: &mut String) {
        let Self { folder, name, facts, pins, made, forgotten, renamed, removed, addresses } = self;
        text.extend([&stack_header(folder), "\n"]);
        if let Some(name) = name {
            text.extend(["name = ", &quoted(name.as_str()), "\n"]);
        }
        if let Some(facts) = facts {
            text.extend(["irrevocable = ", facts, "\n"]);
        }
        // Neither a pin nor a range needs escaping.
        for (index, (pin, range)) in pins.iter().enumerate() {
            let before = if index == 0 { "pins = {" } else { "," };
            write!(text, "{before} \"{pin}\" = \"{range}\"")
                .expect("writing to a String cannot fail");
        }
        text.push_str(if pins.is_empty() { "" } else { " }\n" });
        if let Some(made) = made {
            text.extend(["made = ", made, "\n"]);
        }
        if let Some(forgotten) = forgotten {
            text.extend(["forgotten = ", &made_text(forgotten), "\n"]);
        }
        if let Some(renamed) = renamed {
            text.extend([RENAMED, &renamed_text(renamed), "\n"]);
        }
        text.push_str(if *removed { REMOVED } else { "" });
        text.extend(["addresses = ", &quoted(addresses), "\n"]);
    }
}

/// `[{ "from" = "analysts", "to" = "analytics" }]`
pub(super) fn renamed_text(renames: &Renames) -> String {
    let pair = |Rename { from, to }: &Rename| {
        let names = [("from", from), ("to", to)];
        inline_table(names.into_iter().map(|(key, name)| (key.to_owned(), name.to_string())))
    };
    let all: Vec<_> = renames.iter().map(pair).collect();
    format!("[{}]", all.join(", "))
}

/// A list of texts, which need no escaping.
pub(super) fn made_text(made: &BTreeSet<Made>) -> String {
    let all: Vec<_> = made.iter().map(|it| quoted(&it.to_string())).collect();
    format!("[{}]", all.join(", "))
}

/// Facts and their texts: thousands of workspaces have the same.
#[derive(Default)]
pub(super) struct FactTexts {
    texts: BTreeMap<Irrevocable, String>,
    facts: BTreeMap<String, Irrevocable>,
}

impl FactTexts {
    pub(super) fn of(&mut self, facts: &Irrevocable) -> &str {
        if !self.texts.contains_key(facts) {
            self.texts.insert(facts.clone(), inline_table(words(facts)));
        }
        &self.texts[facts]
    }

    /// The facts of which this is the text, if it is as we write it.
    pub(super) fn read(&mut self, text: &str) -> Option<Irrevocable> {
        if let Some(facts) = self.facts.get(text) {
            return Some(facts.clone());
        }
        let facts = toml::de::ValueDeserializer::parse(text).ok()?;
        let facts: Irrevocable = serde::Deserialize::deserialize(facts).ok()?;
        if self.of(&facts) != text {
            return None;
        }
        self.facts.insert(text.to_owned(), facts.clone());
        Some(facts)
    }
}

/// Each fact that is known, and its word, as serde names both.
fn words(facts: &Irrevocable) -> impl Iterator<Item = (String, String)> {
    let facts = serde_json::to_value(facts).unwrap_or_default();
    let facts = facts.as_object().cloned().unwrap_or_default();
    facts.into_iter().filter_map(|(what, word)| Some((what, word.as_str()?.to_owned())))
}

/// Enough to find damage by.
pub(super) fn fingerprint(text: &str) -> String {
    let mut digits = String::new();
    Hash::of(text.as_bytes()).push_to(&mut digits);
    digits.truncate(16);
    digits
}

pub(super) fn fingerprint_of(addresses: &[String]) -> String {
    fingerprint(&addresses.join("\n"))
}

/// Of the addresses that each stack manages.
pub(crate) fn fingerprint_of_stacks(stacks: &BTreeMap<StackFolder, Addresses>) -> String {
    let of_stack = |(folder, addresses): (&StackFolder, &Addresses)| {
        format!("{folder} {}\n", fingerprint_of(addresses))
    };
    fingerprint(&stacks.iter().map(of_stack).collect::<String>())
}
