//! What is sealed in a lock, and with what.

use std::fmt::Write;

use blueprint::Irrevocable;
use blueprint::addresses::PinnedRanges;

use super::lines::stack_header;
use crate::folder::hash::Hash;
use crate::folder::quoted::{inline_table, quoted};

/// Appends what a seal is over: an entry without its last line.
pub(super) fn push_body(
    text: &mut String,
    folder: &str,
    facts: Option<&str>,
    pins: &PinnedRanges,
    addresses: &str,
) {
    text.extend([&stack_header(folder), "\n"]);
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
}

/// Facts as text, written once for the thousands of workspaces that have the same.
#[derive(Default)]
pub(super) struct FactTexts(Vec<(Irrevocable, String)>);

impl FactTexts {
    pub(super) fn of(&mut self, facts: Irrevocable) -> &str {
        let Self(known) = self;
        let index = known.iter().position(|(other, _)| *other == facts).unwrap_or_else(|| {
            known.push((facts, inline_table(words(&facts))));
            known.len() - 1
        });
        &known[index].1
    }

    /// The facts of which this is the text, if it is as we write it.
    pub(super) fn read(&mut self, text: &str) -> Option<Irrevocable> {
        let Self(known) = self;
        if let Some((facts, _)) = known.iter().find(|(_, other)| other == text) {
            return Some(*facts);
        }
        let facts = toml::de::ValueDeserializer::parse(text).ok()?;
        let facts = serde::Deserialize::deserialize(facts).ok()?;
        (self.of(facts) == text).then_some(facts)
    }
}

/// Each fact and its word, as serde names both.
fn words(facts: &Irrevocable) -> impl Iterator<Item = (String, String)> {
    let facts = serde_json::to_value(facts).unwrap_or_default();
    let facts = facts.as_object().cloned().unwrap_or_default();
    facts.into_iter().map(|(what, word)| (what, word.as_str().unwrap_or_default().to_owned()))
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
