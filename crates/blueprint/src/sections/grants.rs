//! `grants` of any securable: who may do what with it, said once where it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::nearest::nearest;
use crate::sourced::Entry;
use crate::values::{Mistake, MistakeKind, ParseVisitor, Principal};

/// As written: by principal.
pub type Written = BTreeMap<Principal, Entry<Grant>>;

/// What can be granted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Securable {
    Metastore,
    Catalog,
    Schema,
    Volume,
    ExternalLocation,
}

impl fmt::Display for Securable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Metastore => "metastore",
            Self::Catalog => "catalog",
            Self::Schema => "schema",
            Self::Volume => "volume",
            Self::ExternalLocation => "external location",
        })
    }
}

/// What the data says of a kind of securable.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rights {
    takes: BTreeSet<Word>,
    #[serde(default)]
    read: BTreeSet<Word>,
    #[serde(default)]
    write: BTreeSet<Word>,
    #[serde(default)]
    admin: BTreeSet<Word>,
}

static RIGHTS: LazyLock<BTreeMap<Securable, Rights>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/privileges.toml")).expect("a test reads the data")
});

/// `read`, `write` and `admin`, or a privilege of Unity Catalog in kebab-case: `use-catalog`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub struct Word(String);

/// One word, or a list of them; an empty list grants nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    words: Vec<Word>,
    is_list: bool,
}

/// A privilege as Unity Catalog's API spells it: `USE_CATALOG`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Privilege(String);

/// Everything that is granted on one securable, by principal. None of the sets is empty.
pub type Granted = BTreeMap<Principal, BTreeSet<Privilege>>;

/// Words that stand for several privileges.
const BUNDLES: [&str; 3] = ["admin", "read", "write"];

/// Not part of `ALL_PRIVILEGES` (see the data's source).
const APART: [&str; 3] = ["EXTERNAL_USE_LOCATION", "EXTERNAL_USE_SCHEMA", "MANAGE"];

impl Word {
    fn parse(text: &str) -> Result<Self, Mistake> {
        let known = || words();
        if known().any(|word| word == text) {
            return Ok(Self(text.to_owned()));
        }
        let kebab = text.to_ascii_lowercase().replace(['_', ' '], "-");
        let near = nearest(&kebab, known());
        Err(Mistake {
            kind: MistakeKind::UnknownValue,
            message: format!("`{text}` is no privilege of Unity Catalog"),
            help: Some(near.map_or_else(
                || "`read`, `write`, `admin`, or privileges such as `use-catalog`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_bundle(&self) -> bool {
        BUNDLES.contains(&self.as_str())
    }

    fn privilege(&self) -> Privilege {
        Privilege(self.0.to_ascii_uppercase().replace('-', "_"))
    }
}

/// What can be granted on this kind of securable, one privilege by one.
pub(crate) fn takes(on: Securable) -> impl Iterator<Item = &'static str> {
    RIGHTS[&on].takes.iter().map(Word::as_str)
}

fn words() -> impl Iterator<Item = &'static str> {
    let privileges = RIGHTS.values().flat_map(|rights| &rights.takes).map(Word::as_str);
    BUNDLES.into_iter().chain(privileges)
}

impl Privilege {
    pub(crate) fn new(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Grant {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Those of its words that mean nothing on this kind of securable.
    pub fn out_of_place(&self, on: Securable) -> impl Iterator<Item = &Word> {
        let rights = &RIGHTS[&on];
        self.words.iter().filter(move |word| {
            if word.is_bundle() {
                bundle(rights, word).is_empty()
            } else {
                !rights.takes.contains(word)
            }
        })
    }

    /// Whether, granted on one kind of securable, it holds for another kind within.
    pub fn reaches(&self, from: Securable, within: Securable) -> bool {
        let takes = &RIGHTS[&within].takes;
        let privileges = self.privileges(from);
        takes.iter().any(|word| privileges.contains(&word.privilege()))
    }

    /// What it grants on this kind of securable.
    pub fn privileges(&self, on: Securable) -> BTreeSet<Privilege> {
        let rights = &RIGHTS[&on];
        let mut granted = BTreeSet::new();
        for word in &self.words {
            if word.is_bundle() {
                granted.extend(bundle(rights, word).iter().map(Word::privilege));
            } else {
                granted.insert(word.privilege());
            }
        }
        without_parts(granted)
    }
}

fn bundle<'a>(rights: &'a Rights, word: &Word) -> &'a BTreeSet<Word> {
    match word.as_str() {
        "read" => &rights.read,
        "write" => &rights.write,
        _ => &rights.admin,
    }
}

/// `ALL_PRIVILEGES` beside what it contains would be planned for ever.
fn without_parts(mut granted: BTreeSet<Privilege>) -> BTreeSet<Privilege> {
    let all = Privilege::new("ALL_PRIVILEGES");
    if granted.contains(&all) {
        granted.retain(|one| *one == all || APART.contains(&one.as_str()));
    }
    granted
}

/// Adds to what is granted on a securable, so that one resource says it all.
pub(crate) fn merge(into: &mut Granted, principal: &Principal, privileges: BTreeSet<Privilege>) {
    if privileges.is_empty() {
        return;
    }
    let held = into.entry(principal.clone()).or_default();
    held.extend(privileges);
    *held = without_parts(std::mem::take(held));
}

/// What is written for a securable.
pub(crate) fn granted(written: &Written, on: Securable) -> Granted {
    let mut granted = Granted::new();
    for (principal, grant) in written {
        merge(&mut granted, principal, grant.value.privileges(on));
    }
    granted
}

impl fmt::Display for Privilege {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As a blueprint writes it.
impl Serialize for Grant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.words[..] {
            [word] if !self.is_list => serializer.collect_str(word),
            words => serializer.collect_seq(words.iter().map(Word::as_str)),
        }
    }
}

impl<'de> Deserialize<'de> for Grant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GrantVisitor)
    }
}

struct GrantVisitor;

impl<'de> Visitor<'de> for GrantVisitor {
    type Value = Grant;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"read\"`, `\"write\"`, `\"admin\"`, or a list of privileges")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Grant, E> {
        let word = Word::parse(text).map_err(E::custom)?;
        Ok(Grant { words: vec![word], is_list: false })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Grant, A::Error> {
        let mut words = Vec::new();
        while let Some(Known(word)) = seq.next_element()? {
            words.push(word);
        }
        Ok(Grant { words, is_list: true })
    }
}

/// A word of a blueprint, parsed at its place in the list.
struct Known(Word);

impl<'de> Deserialize<'de> for Known {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ParseVisitor(Word::parse)).map(Self)
    }
}

impl JsonSchema for Grant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Grant".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut words: Vec<_> = words().collect();
        words.sort_unstable();
        words.dedup();
        schemars::json_schema!({ "anyOf": [
            { "type": "string", "enum": words },
            { "type": "array", "items": { "type": "string", "enum": words } },
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(words: &[&str]) -> Grant {
        let words = words.iter().map(|word| Word::parse(word).expect("it is known")).collect();
        Grant { words, is_list: true }
    }

    fn names(privileges: &BTreeSet<Privilege>) -> Vec<&str> {
        privileges.iter().map(Privilege::as_str).collect()
    }

    #[test]
    fn every_bundle_is_made_of_what_its_securable_takes() {
        assert_eq!(RIGHTS.len(), 5);
        for (securable, rights) in RIGHTS.iter() {
            for bundle in [&rights.read, &rights.write, &rights.admin] {
                assert!(bundle.is_subset(&rights.takes), "{securable}");
            }
            assert!(rights.read.is_subset(&rights.write), "{securable}");
        }
    }

    #[test]
    fn a_word_means_what_its_securable_makes_of_it() {
        let read = grant(&["read"]);
        assert_eq!(names(&read.privileges(Securable::Volume)), ["READ_VOLUME"]);
        assert_eq!(names(&read.privileges(Securable::ExternalLocation)), ["BROWSE", "READ_FILES"]);
        assert_eq!(read.out_of_place(Securable::Metastore).count(), 1);
        assert_eq!(grant(&["select"]).out_of_place(Securable::Volume).count(), 1);
    }

    #[test]
    fn all_privileges_stands_without_its_parts() {
        let grant = grant(&["admin", "select", "external-use-schema"]);
        let all = grant.privileges(Securable::Catalog);
        assert_eq!(names(&all), ["ALL_PRIVILEGES", "EXTERNAL_USE_SCHEMA", "MANAGE"]);
    }

    #[test]
    fn the_spelling_of_the_api_leads_to_ours() {
        let help = Word::parse("USE CATALOG").err().and_then(|mistake| mistake.help);
        assert_eq!(help.as_deref(), Some("did you mean `use-catalog`?"));
    }
}
