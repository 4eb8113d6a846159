//! Schemas: the second of three levels of names.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::{catalogs, external_locations};
use crate::entity::{Answer, Changes, Entity, Partial, Paths};
use crate::lifecycle;
use crate::object::{Object, plain, text};
use crate::reference::{By, Forced, InUse, OnDelete, Reference};
use crate::refused::Refused;
use crate::unity_catalog::access::{self, Use};
use crate::unity_catalog::call::Call;
use crate::unity_catalog::checks::{self, WITHIN};
use crate::unity_catalog::place::Place;
use crate::unity_catalog::requests::{self, Own};
use crate::unity_catalog::securable::{Bound, Names, Securable};
use crate::world::{Companion, Surroundings, World};

pub(crate) const SECURABLE: Securable = Securable {
    collection: "schemas",
    noun: "Schema",
    id: "schema_id",
    name: "schema",
    absent: "SCHEMA_DOES_NOT_EXIST",
    names: Names::LowerCase,
    bound: Bound::WithItsCatalog,
};

pub(crate) const ENTITY: Entity = Entity {
    collection: SECURABLE.collection,
    noun: SECURABLE.noun,
    id: SECURABLE.id,
    required: &["name", "catalog_name", "metastore_id"],
    optional: &["comment", "properties", "storage_root", WITHIN],
    checks: &[
        checks::name_fits,
        name_is_free,
        checks::owner_is_known,
        catalogs::optimization_is_one,
        root_is_in_a_location,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &["comment", "enable_predictive_optimization", "owner", "properties"],
        ..Partial::PLAIN
    }),
    show: checks::shown,
    references: &[
        Reference {
            to: &[catalogs::ENTITY.collection],
            by: By::Ids(&["/within"]),
            on_delete: OnDelete::RefuseUnlessForced(catalog_is_not_empty, Forced::Cascade),
            ..Reference::PLAIN
        },
        external_locations::stored_in_one(|schema, location| {
            external_locations::stores(schema, text(schema, "storage_root"), location)
        }),
    ],
    companion: Some(Companion { of: catalogs::ENTITY.collection, make: make_default }),
    securable: Some(&SECURABLE),
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

const OWN: Own = Own { prepare, may_be_created, ..Own::NOTHING };

fn answer(account: &mut Account, segments: &[&str], call: &Call) -> Answer {
    requests::answer(&ENTITY, &OWN, account, segments, call)
}

/// One that others made, in a catalog that is there.
pub(crate) fn preexisting(id: &str, name: &str, catalog: &Value) -> Value {
    let catalog_name = catalog["name"].as_str().unwrap_or_default();
    json!({
        "schema_id": id,
        "name": name,
        "full_name": format!("{catalog_name}.{name}"),
        "catalog_name": catalog_name,
        "metastore_id": catalog["metastore_id"],
        WITHIN: catalog["id"],
        "owner": "System user",
        "enable_predictive_optimization": "INHERIT",
    })
}

/// A catalog is born with a schema, which the provider deletes at once (`catalog/resource_catalog.go`).
fn make_default(catalog: &Object, account: &mut Account, around: Surroundings) {
    let mut schema = Object::new();
    schema.insert("name".to_owned(), json!("default"));
    schema.insert("catalog_name".to_owned(), catalog["name"].clone());
    schema.insert("metastore_id".to_owned(), catalog["metastore_id"].clone());
    schema.insert(WITHIN.to_owned(), catalog[catalogs::ENTITY.id].clone());
    schema.insert("comment".to_owned(), json!("Default schema (auto-created)"));
    let made = lifecycle::create(&ENTITY, schema, account, around);
    made.expect("a new catalog has no schema yet");
}

fn prepare(schema: &mut Object, place: &Place, world: &World) {
    let catalog = text(schema, "catalog_name").unwrap_or_default();
    if let Ok(catalog) = catalogs::SECURABLE.find(catalog, place, world.account) {
        schema.insert(WITHIN.to_owned(), catalog[catalogs::ENTITY.id].clone());
    }
}

fn may_be_created(schema: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    let catalog = text(schema, "catalog_name").unwrap_or_default();
    let catalog = catalogs::SECURABLE.find(catalog, place, world.account)?;
    access::check(&catalogs::SECURABLE, catalog, place, world, Use::Write)?;
    match text(schema, "storage_root") {
        Some(root) => external_locations::is_reached(root, schema, place, world),
        None => Ok(()),
    }
}

fn full_name(schema: &Object) -> String {
    let part = |field| text(schema, field).unwrap_or_default();
    format!("{}.{}", part("catalog_name"), part("name"))
}

fn complete(object: &mut Object, world: &World) {
    object.insert("catalog_type".to_owned(), json!("MANAGED_CATALOG"));
    object.entry("enable_predictive_optimization").or_insert(json!("INHERIT"));
    if let Some(root) = text(object, "storage_root") {
        let id = plain(&object[ENTITY.id]);
        let location = catalogs::managed_storage(root, ENTITY.collection, &id);
        object.insert("storage_location".to_owned(), json!(location));
    }
    let name = full_name(object);
    checks::stamp(object, &name, world);
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    let name = full_name(object);
    if name.ends_with(".information_schema") {
        return Err(Refused::already_exists(format!("Schema '{name}' already exists")));
    }
    checks::name_is_free(&ENTITY, object, &name, world)
}

fn root_is_in_a_location(object: &Object, world: &World) -> Result<(), Refused> {
    match text(object, "storage_root") {
        Some(root) => external_locations::holds(root, object, world),
        None => Ok(()),
    }
}

fn catalog_is_not_empty(it: &InUse) -> Refused {
    let name = text(it.target, "name").unwrap_or_default();
    let count = it.referrers;
    checks::kept(&format!("Catalog '{name}' is not empty. The catalog has {count} schema(s)"))
}
