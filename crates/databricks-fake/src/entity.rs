//! What every entity has: a collection, an id, a name that is unique, fields, checks, what it refers to, and its paths.

use http::{Method, Request};
use serde_json::{Value, json};

use crate::account::Account;
use crate::effect::Effect;
use crate::ids::Ids;
use crate::object::Object;
use crate::reference::Reference;
use crate::refused::Refused;
use crate::unity_catalog::call::Call;
use crate::unity_catalog::securable::Securable;
use crate::world::{Companion, Surroundings, World};

/// The declaration of an entity.
#[derive(Clone, Copy)]
pub(crate) struct Entity {
    /// Of the account API, if its paths are there: `2.0`.
    pub(crate) version: &'static str,
    /// Segment of the path, and key of [`Account`].
    pub(crate) collection: &'static str,
    /// As messages call it.
    pub(crate) noun: &'static str,
    pub(crate) id: &'static str,
    pub(crate) ids: Ids,
    pub(crate) name: Option<Name>,
    pub(crate) required: &'static [&'static str],
    /// What a request may carry besides. Anything else is refused by name: nothing is taken and dropped.
    pub(crate) optional: &'static [&'static str],
    /// Run in order at creation and after a change; the first that refuses speaks.
    pub(crate) checks: &'static [Check],
    /// Adds what the service adds. Run again after a change.
    pub(crate) complete: fn(&mut Object, &World),
    pub(crate) changes: Changes,
    /// What becomes of the object by itself, before it is read.
    pub(crate) settle: fn(&Object, &World) -> Option<Object>,
    /// What it does to AWS once it has settled.
    pub(crate) effects: fn(&Object, &World) -> Vec<Effect>,
    /// As it is read: with what follows from other objects.
    pub(crate) show: fn(&Object, &World) -> Object,
    /// What keeps it, whatever refers to it.
    pub(crate) before_deletion: &'static [Guard],
    pub(crate) references: &'static [Reference],
    /// Of which other objects the service makes one along with each.
    pub(crate) companion: Option<Companion>,
    pub(crate) securable: Option<&'static Securable>,
    pub(crate) paths: Paths,
    pub(crate) envelope: Option<Envelope>,
}

pub(crate) type Check = fn(&Object, &World) -> Result<(), Refused>;

/// By which requests it is asked for. Whoever answers says nothing to a path that is not theirs.
#[derive(Clone, Copy)]
pub(crate) enum Paths {
    /// `<collection>` and `<collection>/<id>` of the account API, as most have them.
    Plain,
    /// Others of the account API.
    OfAccount(OfAccount),
    /// Of a workspace's own API.
    OfWorkspace(OfWorkspace),
    /// Of a workspace's Unity Catalog.
    OfMetastore(OfMetastore),
}

pub(crate) type Answer = Option<Result<Value, Refused>>;
/// With the segments of the path below the account.
pub(crate) type OfAccount = fn(&mut Account, &[&str], &Request<Vec<u8>>, Surroundings) -> Answer;
/// With the workspace.
pub(crate) type OfWorkspace = fn(&mut Account, &Object, &Request<Vec<u8>>, Surroundings) -> Answer;
/// With the segments of the path below Unity Catalog's.
pub(crate) type OfMetastore = fn(&mut Account, &[&str], &Call) -> Answer;

/// Unique among its kind in the account.
#[derive(Clone, Copy)]
pub(crate) struct Name {
    pub(crate) field: &'static str,
    pub(crate) shortest: usize,
    pub(crate) longest: usize,
}

#[derive(Clone, Copy)]
pub(crate) enum Changes {
    Never,
    /// `PUT` of all of it.
    Whole,
    /// Some fields; the checks see the old and the new.
    Some(Partial),
}

#[derive(Clone, Copy)]
pub(crate) struct Partial {
    /// That the API has for it.
    pub(crate) method: fn(&Method) -> bool,
    pub(crate) fields: &'static [&'static str],
    /// What becomes of the request before it is looked at.
    pub(crate) prepare: fn(&mut Object),
    pub(crate) checks: &'static [Step],
}

impl Partial {
    /// To begin a declaration with.
    pub(crate) const PLAIN: Self = Self {
        method: |method| method == Method::PATCH,
        fields: &[],
        prepare: |_| (),
        checks: &[],
    };
}

pub(crate) type Guard = fn(&Object) -> Result<(), Refused>;

/// From the old to the new.
pub(crate) type Step = fn(&Object, &Object, &World) -> Result<(), Refused>;

/// What objects are wrapped in, in a list, and alone if they are.
#[derive(Clone, Copy)]
pub(crate) struct Envelope {
    pub(crate) one: Option<&'static str>,
    pub(crate) many: &'static str,
}

impl Entity {
    /// To begin a declaration with.
    pub(crate) const PLAIN: Self = Self {
        version: "2.0",
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
        settle: |_, _| None,
        effects: |_, _| Vec::new(),
        show: |object, _| object.clone(),
        before_deletion: &[],
        references: &[],
        companion: None,
        securable: None,
        paths: Paths::Plain,
        envelope: None,
    };
}

/// What the service adds to most objects.
pub(crate) fn stamp(object: &mut Object, world: &World) {
    object.insert("account_id".to_owned(), json!(world.account.id));
    object.entry("creation_time").or_insert_with(|| json!(world.milliseconds()));
}

impl Entity {
    pub(crate) fn id_value(&self, id: &str) -> Value {
        match self.ids {
            Ids::Uuid | Ids::Digits | Ids::Chosen => json!(id),
            Ids::Integer => json!(id.parse::<u64>().expect("made of a number")),
        }
    }
}

impl Changes {
    pub(crate) fn by(self, method: &Method) -> bool {
        match self {
            Self::Never => false,
            Self::Whole => method == Method::PUT,
            Self::Some(Partial { method: is_it, .. }) => is_it(method),
        }
    }
}
