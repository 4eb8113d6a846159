//! Catalogs: the first of three levels of names, and where what is in them is stored.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entities::{external_locations, metastores};
use crate::entity::{Answer, Changes, Entity, Partial, Paths};
use crate::object::{Object, plain, text};
use crate::refused::Refused;
use crate::unity_catalog::call::Call;
use crate::unity_catalog::checks;
use crate::unity_catalog::place::Place;
use crate::unity_catalog::requests::{self, Own};
use crate::unity_catalog::securable::{Bound, Names, Securable};
use crate::world::World;

pub(crate) const SECURABLE: Securable = Securable {
    collection: "catalogs",
    noun: "Catalog",
    id: "id",
    name: "catalog",
    absent: "CATALOG_DOES_NOT_EXIST",
    names: Names::LowerCase,
    bound: Bound::ByItself,
};

pub(crate) const ENTITY: Entity = Entity {
    collection: SECURABLE.collection,
    noun: SECURABLE.noun,
    id: SECURABLE.id,
    required: &["name", "metastore_id"],
    optional: &["comment", "options", "properties", "storage_root"],
    checks: &[
        checks::name_fits,
        name_is_free,
        isolation_is_one,
        checks::owner_is_known,
        optimization_is_one,
        root_is_in_a_location,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &[
            "comment",
            "enable_predictive_optimization",
            "isolation_mode",
            "options",
            "owner",
            "properties",
        ],
        ..Partial::PLAIN
    }),
    show: checks::shown,
    references: &[
        checks::IN_A_METASTORE,
        external_locations::stored_in_one(|catalog, location| {
            external_locations::stores(catalog, text(catalog, "storage_root"), location)
        }),
    ],
    securable: Some(&SECURABLE),
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

const OWN: Own = Own { may_be_created: location_is_reached, ..Own::NOTHING };

fn answer(account: &mut Account, segments: &[&str], call: &Call) -> Answer {
    requests::answer(&ENTITY, &OWN, account, segments, call)
}

/// There without anybody's doing.
pub(crate) const BUILT_IN: [&str; 2] = ["system", "samples"];

/// Whether a workspace can name a catalog as its default.
pub(crate) fn exists(account: &Account, workspace: &Object, name: &str) -> bool {
    let is_there = |place: Place| SECURABLE.find(name, &place, account).is_ok();
    name == "hive_metastore"
        || BUILT_IN.contains(&name)
        || Place::of(account, workspace).is_ok_and(is_there)
}

/// One that others made, in a metastore that is there, open to all its workspaces.
pub(crate) fn preexisting(id: &str, name: &str, metastore: &str) -> Value {
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
        let location = managed_storage(root, ENTITY.collection, &plain(&object[ENTITY.id]));
        object.insert("storage_location".to_owned(), json!(location));
    }
    object.insert("provisioning_info".to_owned(), json!({ "state": "ACTIVE" }));
    checks::stamp(object, &name, world);
}

/// Below the root, apart from what others have there.
pub(crate) fn managed_storage(root: &str, collection: &str, id: &str) -> String {
    format!("{}/__unitystorage/{collection}/{id}", root.trim_end_matches('/'))
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    let name = text(object, "name").unwrap_or_default();
    if BUILT_IN.contains(&name) || name == "hive_metastore" {
        return Err(Refused::already_exists(format!("Catalog '{name}' already exists")));
    }
    checks::name_is_free(&ENTITY, object, name, world)
}

fn isolation_is_one(object: &Object, _: &World) -> Result<(), Refused> {
    match text(object, "isolation_mode") {
        None | Some("OPEN" | "ISOLATED") => Ok(()),
        Some(other) => Err(Refused::invalid(format!("Invalid isolation_mode: {other}"))),
    }
}

pub(crate) fn optimization_is_one(object: &Object, _: &World) -> Result<(), Refused> {
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
    let metastore = world.object(metastores::ENTITY.collection, metastore);
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

#[cfg(test)]
mod tests;
