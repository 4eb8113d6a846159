//! What every entity has: a collection, an id, a name that is unique, fields, checks, and who uses it.

use http::Method;
use serde_json::{Value, json};

use super::account::{Account, Object};
use super::effect::Effect;
use super::fields::plain;
use super::refused::Refused;
use super::world::{Surroundings, World};

/// The declaration of an entity.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// Segment of the path, and key of [`Account`].
    pub(super) collection: &'static str,
    /// As messages call it.
    pub(super) noun: &'static str,
    pub(super) id: &'static str,
    pub(super) ids: Ids,
    pub(super) name: Option<Name>,
    pub(super) required: &'static [&'static str],
    /// What a request may carry besides. Anything else is refused by name: nothing is taken and dropped.
    pub(super) optional: &'static [&'static str],
    /// Run in order at creation and after a change; the first that refuses speaks.
    pub(super) checks: &'static [Check],
    /// Adds what the service adds. Run again after a change.
    pub(super) complete: fn(&mut Object, &World),
    pub(super) changes: Changes,
    /// What the service makes along with it, once it is there.
    pub(super) follows: fn(&Object, &mut Account, Surroundings),
    /// What becomes of the object by itself, before it is read.
    pub(super) settle: fn(&Object, &World) -> Option<Object>,
    /// What it does to AWS once it has settled.
    pub(super) effects: fn(&Object, &World) -> Vec<Effect>,
    /// As it is read: with what follows from other objects.
    pub(super) show: fn(&Object, &World) -> Object,
    /// What keeps it whatever uses it.
    pub(super) before_deletion: &'static [Guard],
    pub(super) used_by: &'static [Use],
    /// What goes with it.
    pub(super) takes_along: &'static [Use],
    pub(super) envelope: Option<Envelope>,
}

pub(super) type Check = fn(&Object, &World) -> Result<(), Refused>;

#[derive(Clone, Copy)]
pub(super) enum Ids {
    Uuid,
    /// Sixteen digits, a number in JSON.
    Integer,
    /// The same as a text.
    Digits,
    /// Chosen by whoever asks, in the field of the id.
    Given,
}

/// Unique among its kind in the account.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) field: &'static str,
    pub(super) shortest: usize,
    pub(super) longest: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Changes {
    Never,
    /// `PUT` of all of it.
    Whole,
    /// Some fields, by the method that the API has for it; the checks see the old and the new.
    Some {
        method: fn(&Method) -> bool,
        fields: &'static [&'static str],
        checks: &'static [Step],
    },
}

pub(super) type Guard = fn(&Object) -> Result<(), Refused>;

pub(super) type Step = fn(&Object, &Object) -> Result<(), Refused>;

/// An object of `collection` has the id of what is used at one of `paths` (JSON pointers).
#[derive(Clone, Copy)]
pub(super) struct Use {
    pub(super) collection: &'static str,
    pub(super) noun: &'static str,
    pub(super) id: &'static str,
    pub(super) paths: &'static [&'static str],
    /// Whether `?force=true` deletes what is used nevertheless.
    pub(super) forced: bool,
}

/// What objects are wrapped in, in a list, and alone if they are.
#[derive(Clone, Copy)]
pub(super) struct Envelope {
    pub(super) one: Option<&'static str>,
    pub(super) many: &'static str,
}

impl Kind {
    /// To begin a declaration with.
    pub(super) const PLAIN: Self = Self {
        collection: "",
        noun: "",
        id: "",
        ids: Ids::Uuid,
        name: None,
        required: &[],
        optional: &[],
        checks: &[],
        complete: stamp,
        changes: Changes::Never,
        follows: |_, _, _| (),
        settle: |_, _| None,
        effects: |_, _| Vec::new(),
        show: |object, _| object.clone(),
        before_deletion: &[],
        used_by: &[],
        takes_along: &[],
        envelope: None,
    };
}

/// What the service adds to most objects.
pub(super) fn stamp(object: &mut Object, world: &World) {
    object.insert("account_id".to_owned(), json!(world.account.id));
    object.entry("creation_time").or_insert_with(|| json!(world.milliseconds()));
}

impl Kind {
    pub(super) fn id_value(&self, id: &str) -> Value {
        match self.ids {
            Ids::Uuid | Ids::Digits | Ids::Given => json!(id),
            Ids::Integer => json!(id.parse::<u64>().expect("made of a number")),
        }
    }
}

impl Use {
    /// Whether `user` uses the object with the id.
    pub(super) fn names(&self, user: &Object, id: &str) -> bool {
        let user = Value::from(user.clone());
        self.paths.iter().filter_map(|path| user.pointer(path)).any(|value| match value {
            Value::Array(items) => items.iter().any(|item| plain(item) == id),
            value => plain(value) == id,
        })
    }
}
