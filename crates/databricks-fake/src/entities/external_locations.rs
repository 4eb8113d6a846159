//! External locations: a path in S3, and the storage credential by which it is reached.

use serde_json::json;

use crate::account::Account;
use crate::entities::{metastores, storage_credentials};
use crate::entity::{Answer, Changes, Entity, Partial, Paths};
use crate::object::{Object, text};
use crate::reference::{By, Forced, InUse, OnDelete, Reference};
use crate::refused::Refused;
use crate::unity_catalog::access::{self, Use};
use crate::unity_catalog::call::Call;
use crate::unity_catalog::place::Place;
use crate::unity_catalog::requests::{self, Own};
use crate::unity_catalog::securable::{Bound, Names, Securable};
use crate::unity_catalog::storage_paths::{lies_in, overlap, parse, same, url_of};
use crate::unity_catalog::{checks, file_events, location_key, location_role};
use crate::world::World;

pub(crate) const SECURABLE: Securable = Securable {
    collection: "external-locations",
    noun: "External Location",
    id: "id",
    name: "external_location",
    absent: "EXTERNAL_LOCATION_DOES_NOT_EXIST",
    names: Names::LowerCase,
    bound: Bound::ByItself,
};

pub(crate) const ENTITY: Entity = Entity {
    collection: SECURABLE.collection,
    noun: SECURABLE.noun,
    id: SECURABLE.id,
    required: &["name", "url", "credential_name", "metastore_id"],
    optional: &[
        "comment",
        "enable_file_events",
        "encryption_details",
        "fallback",
        "file_event_queue",
        "read_only",
        "skip_validation",
    ],
    checks: &[
        checks::name_fits,
        name_is_free,
        storage_credentials::isolation_is_one,
        checks::owner_is_known,
        url_is_of_s3,
        url_overlaps_none,
        credential_is_there,
        can_be_used,
    ],
    complete,
    changes: Changes::Some(Partial {
        fields: &[
            "comment",
            "credential_name",
            "enable_file_events",
            "encryption_details",
            "fallback",
            "file_event_queue",
            "force",
            "isolation_mode",
            "owner",
            "read_only",
            "skip_validation",
            "url",
        ],
        ..Partial::PLAIN
    }),
    show: checks::shown,
    references: &[
        checks::IN_A_METASTORE,
        Reference {
            to: &["storage-credentials"],
            by: By::Ids(&["/credential_id"]),
            on_delete: OnDelete::RefuseUnlessForced(credential_has_locations, Forced::Keep),
            ..Reference::PLAIN
        },
    ],
    securable: Some(&SECURABLE),
    paths: Paths::OfMetastore(answer),
    ..Entity::PLAIN
};

const OWN: Own = Own {
    may_be_created: credential_is_reached,
    may_be_changed: keeps_what_lies_there,
    ..Own::NOTHING
};

fn answer(account: &mut Account, segments: &[&str], call: &Call) -> Answer {
    requests::answer(&ENTITY, &OWN, account, segments, call)
}

/// The one in the metastore of `object` that holds `url`.
pub(crate) fn holding<'a>(url: &str, object: &Object, world: &World<'a>) -> Option<&'a Object> {
    let here = |it: &&Object| it["metastore_id"] == object["metastore_id"];
    let mut all = world.account.all(ENTITY.collection).filter(here);
    all.find(|it| lies_in(url, url_of(it)))
}

/// For what wants to store its files at `url`.
pub(crate) fn holds(url: &str, object: &Object, world: &World) -> Result<(), Refused> {
    parse(url)?;
    if holding(url, object, world).is_some() {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "No parent external location was found for path '{url}'. Please create an external location on one of the \
         parent paths and then retry the query or command again."
    )))
}

/// The location must be open to the workspace in which something is to be stored there.
pub(crate) fn is_reached(
    url: &str,
    object: &Object,
    place: &Place,
    world: &World,
) -> Result<(), Refused> {
    match holding(url, object, world) {
        Some(location) => access::check(&SECURABLE, location, place, world, Use::Write),
        None => Ok(()),
    }
}

fn credential<'a>(location: &Object, world: &World<'a>) -> Option<&'a Object> {
    let same = |it: &&Object| {
        it["metastore_id"] == location["metastore_id"] && it["name"] == location["credential_name"]
    };
    world.account.all(storage_credentials::ENTITY.collection).find(same)
}

fn complete(object: &mut Object, world: &World) {
    let name = text(object, "name").unwrap_or_default().to_owned();
    let credential = credential(object, world).map(|it| it[storage_credentials::ENTITY.id].clone());
    object.insert("credential_id".to_owned(), json!(credential));
    object.entry("isolation_mode").or_insert(json!("ISOLATION_MODE_OPEN"));
    let events = object.get("enable_file_events").cloned().unwrap_or(json!(false));
    object.insert("effective_enable_file_events".to_owned(), events);
    checks::stamp(object, &name, world);
}

fn credential_is_reached(object: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    let name = text(object, "credential_name").unwrap_or_default();
    let credential = storage_credentials::SECURABLE.find(name, place, world.account)?;
    access::check(&storage_credentials::SECURABLE, credential, place, world, Use::Write)
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    checks::name_is_free(&ENTITY, object, text(object, "name").unwrap_or_default(), world)
}

fn url_is_of_s3(object: &Object, _: &World) -> Result<(), Refused> {
    parse(url_of(object)).map(|_| ())
}

fn url_overlaps_none(object: &Object, world: &World) -> Result<(), Refused> {
    let url = url_of(object);
    let other = |it: &&Object| {
        it[ENTITY.id] != object[ENTITY.id]
            && it["metastore_id"] == object["metastore_id"]
            && overlap(url, url_of(it))
    };
    match world.account.all(ENTITY.collection).find(other) {
        Some(other) => Err(Refused::invalid(format!(
            "Input path url '{url}' overlaps with an existing external location: {} ({})",
            text(other, "name").unwrap_or_default(),
            url_of(other),
        ))),
        None => Ok(()),
    }
}

fn credential_is_there(object: &Object, world: &World) -> Result<(), Refused> {
    if credential(object, world).is_some() {
        return Ok(());
    }
    let name = text(object, "credential_name").unwrap_or_default();
    let message = format!("Storage Credential '{name}' does not exist.");
    Err(Refused::not_found(storage_credentials::SECURABLE.absent, message))
}

/// What the service tries out, unless it is told not to.
fn can_be_used(object: &Object, world: &World) -> Result<(), Refused> {
    if object.get("skip_validation") == Some(&json!(true)) {
        return Ok(());
    }
    let Some(credential) = credential(object, world) else { return Ok(()) };
    let metastore = text(object, "metastore_id").unwrap_or_default();
    let metastore = world.object(metastores::ENTITY.collection, metastore);
    let region = metastore.and_then(|it| text(it, "region")).unwrap_or_default();
    let reach = location_role::check(object, credential, region, world)?;
    location_key::check(&reach, world)?;
    file_events::check(object, &reach, world)
}

/// The words of the service: databricks/terraform-provider-databricks issue 4000.
fn credential_has_locations(it: &InUse) -> Refused {
    checks::kept(&storage_credentials::dependents(it.target, it.referrers))
}

/// What is stored in a location keeps it, unless it is deleted by force.
pub(crate) const fn stored_in_one(stores: fn(&Object, &Object) -> bool) -> Reference {
    Reference {
        to: &[ENTITY.collection],
        by: By::Test(stores),
        on_delete: OnDelete::RefuseUnlessForced(has_dependents, Forced::Keep),
        ..Reference::PLAIN
    }
}

/// Whether what stores its files at a URL, if it has one, does so in a location.
pub(crate) fn stores(object: &Object, url: Option<&str>, location: &Object) -> bool {
    object["metastore_id"] == location["metastore_id"]
        && url.is_some_and(|url| lies_in(url, url_of(location)))
}

/// The words of the service: databricks/terraform-provider-databricks issue 2188.
const DEPENDENTS: &str =
    "External Location has dependent catalogs, schemas, managed or external tables/volumes";

fn has_dependents(_: &InUse) -> Refused {
    checks::kept(DEPENDENTS)
}

fn keeps_what_lies_there(location: &Object, told: &Object, world: &World) -> Result<(), Refused> {
    let moves = text(told, "url").is_some_and(|new| !same(url_of(location), new));
    let is_forced = told.get("force") == Some(&json!(true));
    let id = text(location, ENTITY.id).unwrap_or_default();
    if moves && !is_forced && world.keepers(ENTITY.collection, id, location) > 0 {
        return Err(Refused::unusable(format!(
            "{DEPENDENTS}; use force option to update url anyway"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
