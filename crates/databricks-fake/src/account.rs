//! What one Databricks account holds: objects as JSON, by collection and id.

use std::collections::{BTreeMap, BTreeSet};

use blueprint::values::Partition;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::effect::Effect;
use crate::ids::Ids;
use crate::object::Object;

#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) partition: Partition,
    objects: BTreeMap<&'static str, BTreeMap<String, Object>>,
    /// Ids are never issued twice, not even after a deletion.
    issued: BTreeSet<String>,
    /// Collections and ids of what was there before anybody asked: no leftovers.
    preexisting: BTreeSet<(&'static str, String)>,
    /// Not carried out yet.
    effects: Vec<Effect>,
}

/// Something that is still there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leftover {
    pub kind: String,
    pub id: String,
}

impl Account {
    pub(crate) fn new(id: &str, partition: Partition) -> Self {
        Self {
            id: id.to_owned(),
            partition,
            objects: BTreeMap::new(),
            issued: BTreeSet::new(),
            preexisting: BTreeSet::new(),
            effects: Vec::new(),
        }
    }

    /// Holds what is there before the first request.
    pub(crate) fn put_preexisting(&mut self, collection: &'static str, id: &str, object: Object) {
        self.preexisting.insert((collection, id.to_owned()));
        self.put(collection, id, object);
    }

    pub(crate) fn all(&self, collection: &str) -> impl Iterator<Item = &Object> {
        self.objects.get(collection).into_iter().flat_map(BTreeMap::values)
    }

    pub(crate) fn with_ids(&self, collection: &str) -> impl Iterator<Item = (&str, &Object)> {
        let objects = self.objects.get(collection).into_iter().flatten();
        objects.map(|(id, object)| (id.as_str(), object))
    }

    pub(crate) fn get(&self, collection: &str, id: &str) -> Option<&Object> {
        self.objects.get(collection)?.get(id)
    }

    pub(crate) fn put(&mut self, collection: &'static str, id: &str, object: Object) {
        self.objects.entry(collection).or_default().insert(id.to_owned(), object);
    }

    pub(crate) fn remove(&mut self, collection: &str, id: &str) -> Option<Object> {
        self.objects.get_mut(collection)?.remove(id)
    }

    pub(crate) fn leads_to(&mut self, effects: Vec<Effect>) {
        self.effects.extend(effects);
    }

    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// An id that follows from what is asked for, not from the order in which Terraform asks.
    pub(crate) fn fresh_id(&mut self, collection: &str, ids: Ids, body: &Object) -> String {
        let body = Value::from(body.clone()).to_string();
        let seed = |attempt: u32| format!("{}/{collection}/{body}/{attempt}", self.id);
        let id = (0..u32::MAX)
            .map(|attempt| ids.make(&seed(attempt)))
            .find(|id| !self.issued.contains(id))
            .expect("there are more numbers than ids in use");
        self.issued.insert(id.clone());
        id
    }

    pub(crate) fn state(&self) -> Value {
        let objects: Map<_, _> = self
            .objects
            .iter()
            .map(|(name, objects)| ((*name).to_owned(), json!(objects)))
            .collect();
        json!({ "partition": self.partition.name, "objects": objects })
    }

    pub(crate) fn leftovers(&self) -> Vec<Leftover> {
        let all =
            self.objects.iter().flat_map(|(kind, objects)| objects.keys().map(|id| (*kind, id)));
        all.filter(|(kind, id)| !self.preexisting.contains(&(*kind, (*id).clone())))
            .filter(|(kind, id)| !self.get(kind, id).is_some_and(is_deactivated))
            .map(|(kind, id)| Leftover { kind: kind.to_owned(), id: id.clone() })
            .collect()
    }
}

/// As the provider leaves users and service principals of an account when it destroys them.
fn is_deactivated(object: &Object) -> bool {
    object.get("active") == Some(&json!(false))
}
