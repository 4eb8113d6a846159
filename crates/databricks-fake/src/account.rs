//! What one Databricks account holds: objects as JSON, by collection and id.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::values::Partition;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::Leftover;
use super::effect::Effect;
use super::entity::{Ids, Kind};

pub(super) type Object = Map<String, Value>;

#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) partition: Partition,
    objects: BTreeMap<&'static str, BTreeMap<String, Object>>,
    /// Ids are never given twice, not even after a deletion.
    issued: BTreeSet<String>,
    /// Collections and ids of what was there before anybody asked: no leftovers.
    given: BTreeSet<(&'static str, String)>,
    /// Not carried out yet.
    effects: Vec<Effect>,
}

impl Account {
    pub(super) fn new(id: &str, partition: Partition) -> Self {
        let (objects, issued, given) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        Self { id: id.to_owned(), partition, objects, issued, given, effects: Vec::new() }
    }

    /// Holds what is there before the first request.
    pub(super) fn give(&mut self, collection: &'static str, id: &str, object: Object) {
        self.given.insert((collection, id.to_owned()));
        self.put(collection, id, object);
    }

    pub(super) fn all(&self, collection: &str) -> impl Iterator<Item = &Object> {
        self.objects.get(collection).into_iter().flat_map(BTreeMap::values)
    }

    pub(super) fn get(&self, collection: &str, id: &str) -> Option<&Object> {
        self.objects.get(collection)?.get(id)
    }

    pub(super) fn put(&mut self, collection: &'static str, id: &str, object: Object) {
        self.objects.entry(collection).or_default().insert(id.to_owned(), object);
    }

    pub(super) fn remove(&mut self, collection: &str, id: &str) -> Option<Object> {
        self.objects.get_mut(collection)?.remove(id)
    }

    pub(super) fn leads_to(&mut self, effects: Vec<Effect>) {
        self.effects.extend(effects);
    }

    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// An id that follows from what is asked for, not from the order in which Terraform asks.
    pub(super) fn fresh_id(&mut self, kind: &Kind, body: &Object) -> String {
        let body = Value::from(body.clone()).to_string();
        let seed = |attempt: u32| format!("{}/{}/{body}/{attempt}", self.id, kind.collection);
        let id = (0..u32::MAX)
            .map(|attempt| kind.ids.make(&seed(attempt)))
            .find(|id| !self.issued.contains(id))
            .expect("there are more numbers than ids in use");
        self.issued.insert(id.clone());
        id
    }

    pub(super) fn state(&self) -> Value {
        let objects: Map<_, _> = self
            .objects
            .iter()
            .map(|(name, objects)| ((*name).to_owned(), json!(objects)))
            .collect();
        json!({ "partition": self.partition.name, "objects": objects })
    }

    pub(super) fn leftovers(&self) -> Vec<Leftover> {
        let all =
            self.objects.iter().flat_map(|(kind, objects)| objects.keys().map(|id| (*kind, id)));
        all.filter(|(kind, id)| !self.given.contains(&(*kind, (*id).clone())))
            .filter(|(kind, id)| !self.get(kind, id).is_some_and(is_deactivated))
            .map(|(kind, id)| Leftover { kind: kind.to_owned(), id: id.clone() })
            .collect()
    }
}

/// As the provider leaves users and service principals of an account when it destroys them.
fn is_deactivated(object: &Object) -> bool {
    object.get("active") == Some(&json!(false))
}

impl Ids {
    fn make(self, seed: &str) -> String {
        match self {
            Self::Uuid | Self::Given => uuid(&digest(seed)),
            Self::Integer | Self::Digits => digits(seed),
        }
    }
}

/// `dbc-xxxxxxxx-xxxx`, as the service names a deployment that was not named.
pub(super) fn deployment_name(seed: &str) -> String {
    let hex = digest(seed);
    format!("dbc-{}-{}", &hex[..8], &hex[8..12])
}

pub(super) fn digest(seed: &str) -> String {
    let digest = Sha256::digest(seed.as_bytes());
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(hexadecimal).collect()
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(digit.into(), 16).expect("four bits")
}

pub(super) fn uuid(hex: &str) -> String {
    let (variant, node) = (&hex[17..20], &hex[20..32]);
    format!("{}-{}-4{}-8{variant}-{node}", &hex[..8], &hex[8..12], &hex[13..16])
}

pub(super) fn digits(seed: &str) -> String {
    workspace_number(seed).to_string()
}

/// Sixteen digits, exact in a JSON number of any reader.
fn workspace_number(seed: &str) -> u64 {
    let number = u64::from_str_radix(&digest(seed)[..15], 16).expect("fifteen hexadecimal digits");
    1_000_000_000_000_000 + number % 8_000_000_000_000_000
}
