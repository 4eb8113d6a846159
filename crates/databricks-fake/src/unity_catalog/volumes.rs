//! Volumes: files in a schema, in its own storage or in a path of an external location.

use http::Method;
use serde_json::{Value, json};

use super::access::{self, Use};
use super::place::Place;
use super::securable::{self, BELONGINGS, Securable};
use super::storage_paths::overlap;
use super::{catalogs, external_locations, schemas};
use crate::account::Object;
use crate::entities::metastores;
use crate::entity::{Changes, Kind};
use crate::fields::{plain, text};
use crate::refused::Refused;
use crate::world::World;

pub(super) const SECURABLE: Securable = Securable {
    kind: &KIND,
    name: "volume",
    absent: "VOLUME_DOES_NOT_EXIST",
    keeps_case: false,
    prepare,
    may_be_created,
    kept: |_, _| None,
};

pub(super) const KIND: Kind = Kind {
    collection: "volumes",
    noun: "Volume",
    id: "volume_id",
    required: &["name", "catalog_name", "schema_name", "volume_type", "metastore_id"],
    optional: &["comment", "storage_location", "within"],
    checks: &[
        securable::name_fits,
        name_is_free,
        securable::owner_is_known,
        type_fits_location,
        location_is_free,
    ],
    complete,
    changes: Changes::Some {
        method: |method| method == Method::PATCH,
        fields: &["comment", "owner"],
        checks: &[],
    },
    show: securable::shown,
    takes_along: &BELONGINGS,
    ..Kind::PLAIN
};

fn prepare(volume: &mut Object, place: &Place, world: &World) {
    if let Ok(schema) = schemas::SECURABLE.find(&schema_name(volume), place, world.account) {
        let within = securable::chain(&schemas::KIND, schema);
        volume.insert("within".to_owned(), Value::Array(within));
    }
}

fn may_be_created(volume: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    let schema = schemas::SECURABLE.find(&schema_name(volume), place, world.account)?;
    access::check(&schemas::SECURABLE, schema, place, world.account, Use::Write)?;
    match text(volume, "storage_location") {
        Some(url) => external_locations::is_reached(url, volume, place, world),
        None => Ok(()),
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
        let id = plain(&object[KIND.id]);
        let location = catalogs::managed_storage(&root, KIND.collection, &id);
        object.entry("storage_location").or_insert(json!(location));
    }
    let name = full_name(object);
    securable::stamp(object, &name, world);
}

fn is_managed(volume: &Object) -> bool {
    text(volume, "volume_type") == Some("MANAGED")
}

/// Of the schema, else of the catalog, else of the metastore.
fn managed_root(volume: &Object, world: &World) -> String {
    let within = volume.get("within").and_then(Value::as_array).cloned().unwrap_or_default();
    let id = |at: usize| within.get(at).and_then(Value::as_str).unwrap_or_default();
    let metastore = text(volume, "metastore_id").unwrap_or_default();
    let places = [
        (schemas::KIND.collection, id(1)),
        (catalogs::KIND.collection, id(0)),
        (metastores::KIND.collection, metastore),
    ];
    let mut roots = places.iter().filter_map(|(collection, id)| world.object(collection, id));
    roots.find_map(|it| text(it, "storage_root")).unwrap_or_default().to_owned()
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    securable::name_is_free(&KIND, object, &full_name(object), world)
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
        (catalogs::KIND.collection, "storage_root", "managed storage"),
        (schemas::KIND.collection, "storage_root", "managed storage"),
        (KIND.collection, "storage_location", "other external tables or volumes"),
    ];
    for (collection, field, what) in taken {
        let other = |it: &&Object| {
            it["metastore_id"] == object["metastore_id"]
                && it.get(KIND.id) != object.get(KIND.id)
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
