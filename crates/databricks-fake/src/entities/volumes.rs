//! Volumes: files in a schema, in its own storage or in a path of an external location.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::{catalogs, external_locations, metastores, schemas};
use crate::entity::{Answer, Changes, Entity, Partial, Paths};
use crate::object::{Object, plain, text};
use crate::reference::{By, Forced, InUse, OnDelete, Reference};
use crate::refused::Refused;
use crate::unity_catalog::access::{self, Use};
use crate::unity_catalog::call::Call;
use crate::unity_catalog::checks::{self, WITHIN};
use crate::unity_catalog::place::Place;
use crate::unity_catalog::requests::{self, Own};
use crate::unity_catalog::securable::{Bound, Names, Securable};
use crate::unity_catalog::storage_paths::overlap;
use crate::world::World;

pub(crate) const SECURABLE: Securable = Securable {
    collection: "volumes",
    noun: "Volume",
    id: "volume_id",
    name: "volume",
    absent: "VOLUME_DOES_NOT_EXIST",
    names: Names::LowerCase,
    bound: Bound::WithItsCatalog,
};

pub(crate) const ENTITY: Entity = Entity {
    collection: SECURABLE.collection,
    noun: SECURABLE.noun,
    id: SECURABLE.id,
    required: &["name", "catalog_name", "schema_name", "volume_type", "metastore_id"],
    optional: &["comment", "storage_location", WITHIN],
    checks: &[
        checks::name_fits,
        name_is_free,
        checks::owner_is_known,
        type_fits_location,
        location_is_free,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &["comment", "name", "owner"],
        prepare: take_the_new_name,
        ..Partial::PLAIN
    }),
    show: checks::shown,
    references: &[
        Reference {
            to: &[schemas::ENTITY.collection],
            by: By::Ids(&["/within"]),
            on_delete: OnDelete::RefuseUnlessForced(schema_is_not_empty, Forced::Cascade),
            ..Reference::PLAIN
        },
        external_locations::stored_in_one(|volume, location| {
            external_locations::stores(volume, text(volume, "storage_location"), location)
        }),
    ],
    securable: Some(&SECURABLE),
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

const OWN: Own = Own { prepare, may_be_created, ..Own::NOTHING };

fn answer(account: &mut Account, segments: &[&str], call: &Call) -> Answer {
    requests::answer(&ENTITY, &OWN, account, segments, call)
}

fn prepare(volume: &mut Object, place: &Place, world: &World) {
    if let Ok(schema) = schemas::SECURABLE.find(&schema_name(volume), place, world.account) {
        volume.insert(WITHIN.to_owned(), schema[schemas::ENTITY.id].clone());
    }
}

fn may_be_created(volume: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    let schema = schemas::SECURABLE.find(&schema_name(volume), place, world.account)?;
    access::check(&schemas::SECURABLE, schema, place, world, Use::Write)?;
    match text(volume, "storage_location") {
        Some(url) => external_locations::is_reached(url, volume, place, world),
        None => Ok(()),
    }
}

/// Of securables only a volume is renamed by the provider (`catalog/resource_volume.go`, `NewName`).
fn take_the_new_name(told: &mut Object) {
    if let Some(Value::String(name)) = told.remove("new_name") {
        told.insert("name".to_owned(), json!(name.to_lowercase()));
    }
}

fn schema_name(volume: &Object) -> String {
    let part = |field| text(volume, field).unwrap_or_default();
    format!("{}.{}", part("catalog_name"), part("schema_name"))
}

fn full_name(volume: &Object) -> String {
    format!("{}.{}", schema_name(volume), text(volume, "name").unwrap_or_default())
}

fn complete(object: &mut Object, world: &World) {
    if is_managed(object) {
        let root = managed_root(object, world);
        let id = plain(&object[ENTITY.id]);
        let location = catalogs::managed_storage(&root, ENTITY.collection, &id);
        object.entry("storage_location").or_insert(json!(location));
    }
    let name = full_name(object);
    checks::stamp(object, &name, world);
}

fn is_managed(volume: &Object) -> bool {
    text(volume, "volume_type") == Some("MANAGED")
}

/// Of the schema, else of the catalog, else of the metastore.
fn managed_root(volume: &Object, world: &World) -> String {
    let outer = |object: &Object, field: &str, collection: &str| {
        text(object, field).and_then(|id| world.object(collection, id))
    };
    let schema = outer(volume, WITHIN, schemas::ENTITY.collection);
    let catalog = schema.and_then(|it| outer(it, WITHIN, catalogs::ENTITY.collection));
    let metastore = outer(volume, "metastore_id", metastores::ENTITY.collection);
    let mut roots = [schema, catalog, metastore].into_iter().flatten();
    roots.find_map(|it| text(it, "storage_root")).unwrap_or_default().to_owned()
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    checks::name_is_free(&ENTITY, object, &full_name(object), world)
}

fn type_fits_location(object: &Object, world: &World) -> Result<(), Refused> {
    // A managed volume that is there has a location, which nobody gave.
    let given = text(object, "storage_location").filter(|_| !object.contains_key("full_name"));
    match (text(object, "volume_type"), given) {
        (Some("EXTERNAL"), Some(url)) => external_locations::holds(url, object, world),
        (Some("EXTERNAL"), None) if !object.contains_key("full_name") => Err(Refused::invalid(
            "Missing cloud file system scheme: an EXTERNAL volume needs a storage_location",
        )),
        (Some("MANAGED"), Some(_)) => {
            Err(Refused::invalid("CreateVolume: a MANAGED volume has no storage_location"))
        }
        (Some("EXTERNAL" | "MANAGED"), _) => Ok(()),
        _ => Err(Refused::invalid("CreateVolume Missing required field: volume_type")),
    }
}

/// Not in what catalogs and schemas manage, nor in another volume (Databricks, "What are Unity Catalog volumes?").
fn location_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    let Some(url) = text(object, "storage_location").filter(|_| !is_managed(object)) else {
        return Ok(());
    };
    let taken = [
        (catalogs::ENTITY.collection, "storage_root", "managed storage"),
        (schemas::ENTITY.collection, "storage_root", "managed storage"),
        (ENTITY.collection, "storage_location", "other external tables or volumes"),
    ];
    for (collection, field, what) in taken {
        let other = |it: &&Object| {
            it["metastore_id"] == object["metastore_id"]
                && it.get(ENTITY.id) != object.get(ENTITY.id)
                && text(it, field).is_some_and(|other| overlap(url, other))
        };
        if let Some(other) = world.account.all(collection).find(other) {
            return Err(Refused::invalid(format!(
                "Input path url '{url}' overlaps with {what} within 'CreateVolume' call. Conflicting: {}",
                text(other, "full_name").unwrap_or_default()
            )));
        }
    }
    Ok(())
}

/// The words of the service: databricks/terraform-provider-databricks issue 3659.
fn schema_is_not_empty(it: &InUse) -> Refused {
    let name = text(it.target, "full_name").unwrap_or_default();
    let count = it.referrers;
    checks::kept(&format!(
        "Schema '{name}' is not empty. The schema has 0 tables(s), 0 functions(s), {count} volumes(s)"
    ))
}
