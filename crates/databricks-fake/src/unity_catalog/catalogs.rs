//! Catalogs: the first of three levels of names, and where what is in them is stored.

use http::Method;
use serde_json::{Value, json};

use super::place::Place;
use super::securable::{self, BELONGINGS, Securable};
use super::{external_locations, schemas, volumes};
use crate::account::{Account, Object};
use crate::entities::metastores;
use crate::entity::{Changes, Kind};
use crate::fields::{plain, text};
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(super) const SECURABLE: Securable = Securable {
    kind: &KIND,
    name: "catalog",
    absent: "CATALOG_DOES_NOT_EXIST",
    keeps_case: false,
    prepare: |_, _, _| (),
    may_be_created: location_is_reached,
    kept,
};

pub(crate) const KIND: Kind = Kind {
    collection: "catalogs",
    noun: "Catalog",
    id: "id",
    required: &["name", "metastore_id"],
    optional: &["comment", "options", "properties", "storage_root"],
    checks: &[
        securable::name_fits,
        name_is_free,
        isolation_is_one,
        securable::owner_is_known,
        optimization_is_one,
        root_is_in_a_location,
    ],
    complete,
    changes: Changes::Some {
        method: |method| method == Method::PATCH,
        fields: &[
            "comment",
            "enable_predictive_optimization",
            "isolation_mode",
            "options",
            "owner",
            "properties",
        ],
        checks: &[],
    },
    follows,
    show: securable::shown,
    takes_along: &[
        securable::uses(&schemas::KIND, &["/within"]),
        securable::uses(&volumes::KIND, &["/within"]),
        BELONGINGS[0],
        BELONGINGS[1],
    ],
    ..Kind::PLAIN
};

/// There without anybody's doing.
pub(super) const BUILT_IN: [&str; 2] = ["system", "samples"];

/// Whether a workspace can name a catalog as its default.
pub(crate) fn exists(account: &Account, workspace: &Object, name: &str) -> bool {
    let is_there = |place: Place| SECURABLE.find(name, &place, account).is_ok();
    name == "hive_metastore"
        || BUILT_IN.contains(&name)
        || Place::of(account, workspace).is_ok_and(is_there)
}

/// One that others made, in a metastore that is there, open to all its workspaces.
pub(crate) fn given(id: &str, name: &str, metastore: &str) -> Value {
    json!({
        "id": id,
        "name": name,
        "full_name": name,
        "metastore_id": metastore,
        "owner": "System user",
        "catalog_type": "MANAGED_CATALOG",
        "securable_type": "CATALOG",
        "isolation_mode": "OPEN",
        "enable_predictive_optimization": "INHERIT",
        "provisioning_info": { "state": "ACTIVE" },
    })
}

fn complete(object: &mut Object, world: &World) {
    let name = text(object, "name").unwrap_or_default().to_owned();
    object.insert("catalog_type".to_owned(), json!("MANAGED_CATALOG"));
    object.insert("securable_type".to_owned(), json!("CATALOG"));
    object.entry("isolation_mode").or_insert(json!("OPEN"));
    object.entry("enable_predictive_optimization").or_insert(json!("INHERIT"));
    if let Some(root) = text(object, "storage_root") {
        let location = managed_storage(root, KIND.collection, &plain(&object[KIND.id]));
        object.insert("storage_location".to_owned(), json!(location));
    }
    object.insert("provisioning_info".to_owned(), json!({ "state": "ACTIVE" }));
    securable::stamp(object, &name, world);
}

/// Below the root, apart from what others have there.
pub(super) fn managed_storage(root: &str, collection: &str, id: &str) -> String {
    format!("{}/__unitystorage/{collection}/{id}", root.trim_end_matches('/'))
}

/// A catalog is born with a schema, which the provider deletes at once (`catalog/resource_catalog.go`).
fn follows(catalog: &Object, account: &mut Account, around: Surroundings) {
    schemas::make_default(catalog, account, around);
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    let name = text(object, "name").unwrap_or_default();
    if BUILT_IN.contains(&name) || name == "hive_metastore" {
        return Err(Refused::already_exists(format!("Catalog '{name}' already exists")));
    }
    securable::name_is_free(&KIND, object, name, world)
}

fn isolation_is_one(object: &Object, _: &World) -> Result<(), Refused> {
    match text(object, "isolation_mode") {
        None | Some("OPEN" | "ISOLATED") => Ok(()),
        Some(other) => Err(Refused::invalid(format!("Invalid isolation_mode: {other}"))),
    }
}

pub(super) fn optimization_is_one(object: &Object, _: &World) -> Result<(), Refused> {
    match text(object, "enable_predictive_optimization") {
        None | Some("ENABLE" | "DISABLE" | "INHERIT") => Ok(()),
        Some(other) => {
            Err(Refused::invalid(format!("Invalid enable_predictive_optimization: {other}")))
        }
    }
}

/// The words of the service.
fn root_is_in_a_location(object: &Object, world: &World) -> Result<(), Refused> {
    if let Some(root) = text(object, "storage_root") {
        return external_locations::holds(root, object, world);
    }
    let metastore = text(object, "metastore_id").unwrap_or_default();
    let metastore = world.object(metastores::KIND.collection, metastore);
    if metastore.is_some_and(|it| it.contains_key("storage_root")) {
        return Ok(());
    }
    Err(Refused::unusable(
        "Metastore storage root URL does not exist. Please provide a storage location for the catalog (for example \
         'CREATE CATALOG myCatalog MANAGED LOCATION '<location-path>'). Alternatively set up a metastore root storage \
         location to provide a storage location for all catalogs in the metastore.",
    ))
}

fn location_is_reached(object: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    match text(object, "storage_root") {
        Some(root) => external_locations::is_reached(root, object, place, world),
        None => Ok(()),
    }
}

fn kept(catalog: &Object, world: &World) -> Option<String> {
    let count = schemas::of(catalog, world.account).count();
    let name = text(catalog, "name").unwrap_or_default();
    (count > 0).then(|| format!("Catalog '{name}' is not empty. The catalog has {count} schema(s)"))
}
