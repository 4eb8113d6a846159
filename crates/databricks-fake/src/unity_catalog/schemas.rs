//! Schemas: the second of three levels of names.

use http::Method;
use serde_json::{Value, json};

use super::access::{self, Use};
use super::place::Place;
use super::securable::{self, BELONGINGS, Securable};
use super::{catalogs, external_locations, volumes};
use crate::account::{Account, Object};
use crate::entity::{Changes, Kind};
use crate::fields::{plain, text};
use crate::lifecycle;
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(super) const SECURABLE: Securable = Securable {
    kind: &KIND,
    name: "schema",
    absent: "SCHEMA_DOES_NOT_EXIST",
    keeps_case: false,
    prepare,
    may_be_created,
    kept,
};

pub(crate) const KIND: Kind = Kind {
    collection: "schemas",
    noun: "Schema",
    id: "schema_id",
    required: &["name", "catalog_name", "metastore_id"],
    optional: &["comment", "properties", "storage_root", "within"],
    checks: &[
        securable::name_fits,
        name_is_free,
        securable::owner_is_known,
        catalogs::optimization_is_one,
        root_is_in_a_location,
    ],
    complete,
    changes: Changes::Some {
        method: |method| method == Method::PATCH,
        fields: &["comment", "enable_predictive_optimization", "owner", "properties"],
        checks: &[],
    },
    show: securable::shown,
    takes_along: &[securable::uses(&volumes::KIND, &["/within"]), BELONGINGS[0], BELONGINGS[1]],
    ..Kind::PLAIN
};

pub(super) fn of<'a>(
    catalog: &'a Object,
    account: &'a Account,
) -> impl Iterator<Item = &'a Object> {
    account.all(KIND.collection).filter(|it| securable::is_within(it, &catalog[catalogs::KIND.id]))
}

/// One that others made, in a catalog that is there.
pub(crate) fn given(id: &str, name: &str, catalog: &Value) -> Value {
    let catalog_name = catalog["name"].as_str().unwrap_or_default();
    json!({
        "schema_id": id,
        "name": name,
        "full_name": format!("{catalog_name}.{name}"),
        "catalog_name": catalog_name,
        "metastore_id": catalog["metastore_id"],
        "within": [catalog["id"]],
        "owner": "System user",
        "enable_predictive_optimization": "INHERIT",
    })
}

pub(super) fn make_default(catalog: &Object, account: &mut Account, around: Surroundings) {
    let mut schema = Object::new();
    schema.insert("name".to_owned(), json!("default"));
    schema.insert("catalog_name".to_owned(), catalog["name"].clone());
    schema.insert("metastore_id".to_owned(), catalog["metastore_id"].clone());
    schema.insert("within".to_owned(), json!([catalog[catalogs::KIND.id]]));
    schema.insert("comment".to_owned(), json!("Default schema (auto-created)"));
    let made = lifecycle::create(&KIND, schema, account, around);
    made.expect("a new catalog has no schema yet");
}

fn prepare(schema: &mut Object, place: &Place, world: &World) {
    let catalog = text(schema, "catalog_name").unwrap_or_default();
    if let Ok(catalog) = catalogs::SECURABLE.find(catalog, place, world.account) {
        let within = securable::chain(&catalogs::KIND, catalog);
        schema.insert("within".to_owned(), Value::Array(within));
    }
}

fn may_be_created(schema: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    let catalog = text(schema, "catalog_name").unwrap_or_default();
    let catalog = catalogs::SECURABLE.find(catalog, place, world.account)?;
    access::check(&catalogs::SECURABLE, catalog, place, world.account, Use::Write)?;
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
        let id = plain(&object[KIND.id]);
        let location = catalogs::managed_storage(root, KIND.collection, &id);
        object.insert("storage_location".to_owned(), json!(location));
    }
    let name = full_name(object);
    securable::stamp(object, &name, world);
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    let name = full_name(object);
    if name.ends_with(".information_schema") {
        return Err(Refused::already_exists(format!("Schema '{name}' already exists")));
    }
    securable::name_is_free(&KIND, object, &name, world)
}

fn root_is_in_a_location(object: &Object, world: &World) -> Result<(), Refused> {
    match text(object, "storage_root") {
        Some(root) => external_locations::holds(root, object, world),
        None => Ok(()),
    }
}

/// The words of the service: databricks/terraform-provider-databricks issue 3659.
fn kept(schema: &Object, world: &World) -> Option<String> {
    let volumes = world.account.all(volumes::KIND.collection);
    let count = volumes.filter(|it| securable::is_within(it, &schema[KIND.id])).count();
    let name = text(schema, "full_name").unwrap_or_default();
    (count > 0).then(|| {
        format!(
            "Schema '{name}' is not empty. The schema has 0 tables(s), 0 functions(s), {count} volumes(s)"
        )
    })
}
