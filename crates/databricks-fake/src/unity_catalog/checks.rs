//! What securables have in common: their names, owners and stamps, and why they stay.

use serde_json::json;

use crate::entity::Entity;
use crate::object::{Object, text};
use crate::reference::{By, Forced, OnDelete, Reference, is_being_used};
use crate::refused::Refused;
use crate::unity_catalog::principals;
use crate::world::World;

/// What is in a metastore keeps it, unless it is deleted by force.
pub(crate) const IN_A_METASTORE: Reference = Reference {
    to: &["metastores"],
    by: By::Ids(&["/metastore_id"]),
    on_delete: OnDelete::RefuseUnlessForced(is_being_used, Forced::Cascade),
    ..Reference::PLAIN
};

/// A refusal that says how to delete nevertheless.
pub(crate) fn kept(why: &str) -> Refused {
    Refused::unusable(format!("{why}; use force option to delete anyway"))
}

/// What the service adds to all of them. Nothing says who calls: who applies owns what is new.
pub(crate) fn stamp(object: &mut Object, full_name: &str, world: &World) {
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

/// The id of what it is in, which the API does not say.
pub(crate) const WITHIN: &str = "within";

/// Without what the API does not say.
pub(crate) fn shown(object: &Object, _: &World) -> Object {
    let mut shown = object.clone();
    shown.remove(WITHIN);
    shown
}

/// Databricks, "Names" of the SQL reference.
pub(crate) fn name_fits(object: &Object, _: &World) -> Result<(), Refused> {
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
pub(crate) fn name_is_free(
    entity: &Entity,
    object: &Object,
    full_name: &str,
    world: &World,
) -> Result<(), Refused> {
    let same = |it: &&Object| {
        it[entity.id] != object[entity.id]
            && it["metastore_id"] == object["metastore_id"]
            && text(it, "full_name").is_some_and(|it| it.eq_ignore_ascii_case(full_name))
    };
    match world.account.all(entity.collection).find(same) {
        Some(_) => {
            Err(Refused::already_exists(format!("{} '{full_name}' already exists", entity.noun)))
        }
        None => Ok(()),
    }
}

pub(crate) fn owner_is_known(object: &Object, world: &World) -> Result<(), Refused> {
    match text(object, "owner") {
        Some(owner) => principals::is_known(owner, world.account),
        None => Ok(()),
    }
}
