//! What can be secured: what storage credentials, external locations, catalogs, schemas and volumes have in common.

use serde_json::{Value, json};

use super::place::Place;
use super::{bindings, catalogs, external_locations, grants, principals};
use super::{schemas, storage_credentials, volumes};
use crate::account::{Account, Object};
use crate::entity::{Kind, Use};
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

pub(super) struct Securable {
    pub(super) kind: &'static Kind,
    /// As permissions and bindings call it: `external_location`.
    pub(super) name: &'static str,
    /// Code of the error if there is none.
    pub(super) absent: &'static str,
    /// Whether names keep their case.
    pub(super) keeps_case: bool,
    /// What becomes of the request before it is checked.
    pub(super) prepare: fn(&mut Object, &Place, &World),
    /// What is asked of the workspace that creates it.
    pub(super) may_be_created: fn(&Object, &Place, &World) -> Result<(), Refused>,
    /// Why it is not deleted, except by force.
    pub(super) kept: fn(&Object, &World) -> Option<String>,
}

const SECURABLES: [&Securable; 5] = [
    &catalogs::SECURABLE,
    &external_locations::SECURABLE,
    &schemas::SECURABLE,
    &storage_credentials::SECURABLE,
    &volumes::SECURABLE,
];

/// The one of a path: `external-locations`.
pub(super) fn of_collection(collection: &str) -> Option<&'static Securable> {
    SECURABLES.into_iter().find(|it| it.kind.collection == collection)
}

/// The one that permissions and bindings call so.
pub(super) fn named(name: &str) -> Option<&'static Securable> {
    SECURABLES.into_iter().find(|it| it.name == name)
}

pub(super) const fn uses(kind: &Kind, paths: &'static [&'static str]) -> Use {
    Use { collection: kind.collection, noun: kind.noun, id: kind.id, paths, forced: true }
}

/// What goes with any of them: `within` holds the ids of an object and of what it is in.
pub(super) const BELONGINGS: [Use; 2] = [bindings::uses(&["/within"]), grants::uses(&["/within"])];

impl Securable {
    pub(super) fn find<'a>(
        &self,
        name: &str,
        place: &Place,
        account: &'a Account,
    ) -> Result<&'a Object, Refused> {
        let same =
            |it: &&Object| text(it, "full_name").is_some_and(|it| it.eq_ignore_ascii_case(name));
        let here = account.all(self.kind.collection).filter(|it| place.holds(it));
        let mut here = here.filter(same);
        here.next().ok_or_else(|| {
            Refused::not_found(self.absent, format!("{} '{name}' does not exist.", self.kind.noun))
        })
    }
}

/// What the service adds to all of them. Nothing says who calls: who applies owns what is new.
pub(super) fn stamp(object: &mut Object, full_name: &str, world: &World) {
    let now = json!(world.milliseconds());
    object.insert("full_name".to_owned(), json!(full_name));
    object.entry("owner").or_insert(json!(principals::CALLER));
    object.entry("created_at").or_insert(now.clone());
    object.entry("created_by").or_insert(json!(principals::CALLER));
    object.insert("updated_at".to_owned(), now);
    object.insert("updated_by".to_owned(), json!(principals::CALLER));
    // Said in a request, and never given back.
    for field in ["skip_validation", "force"] {
        object.remove(field);
    }
}

/// Without what the API does not say.
pub(super) fn shown(object: &Object, _: &World) -> Object {
    let mut shown = object.clone();
    shown.remove("within");
    shown
}

/// Databricks, "Names" of the SQL reference.
pub(super) fn name_fits(object: &Object, _: &World) -> Result<(), Refused> {
    let name = text(object, "name").unwrap_or_default();
    let bad = |it: char| it.is_control() || matches!(it, '.' | ' ' | '/');
    if (1..=255).contains(&name.chars().count()) && !name.contains(bad) {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "Invalid input: name '{name}' is not a valid name: 1 to 255 characters, no period, space or slash"
    )))
}

/// Unique in its metastore, whatever the case.
pub(super) fn name_is_free(
    kind: &Kind,
    object: &Object,
    full_name: &str,
    world: &World,
) -> Result<(), Refused> {
    let same = |it: &&Object| {
        it[kind.id] != object[kind.id]
            && it["metastore_id"] == object["metastore_id"]
            && text(it, "full_name").is_some_and(|it| it.eq_ignore_ascii_case(full_name))
    };
    match world.account.all(kind.collection).find(same) {
        Some(_) => {
            Err(Refused::already_exists(format!("{} '{full_name}' already exists", kind.noun)))
        }
        None => Ok(()),
    }
}

pub(super) fn owner_is_known(object: &Object, world: &World) -> Result<(), Refused> {
    match text(object, "owner") {
        Some(owner) => principals::is_known(owner, world.account),
        None => Ok(()),
    }
}

/// Ids of what something is in, and its own.
pub(super) fn chain(kind: &Kind, object: &Object) -> Vec<Value> {
    let outer = object.get("within").and_then(Value::as_array).cloned().unwrap_or_default();
    outer.into_iter().chain([object[kind.id].clone()]).collect()
}

pub(super) fn is_within(object: &Object, id: &Value) -> bool {
    object.get("within").and_then(Value::as_array).is_some_and(|within| within.contains(id))
}
