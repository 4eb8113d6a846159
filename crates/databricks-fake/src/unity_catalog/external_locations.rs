//! External locations: a path in S3, and the storage credential by which it is reached.

use http::Method;
use serde_json::json;

use super::access::{self, Use};
use super::place::Place;
use super::securable::{self, BELONGINGS, Securable};
use super::storage_paths::{lies_in, overlap, parse};
use super::{
    catalogs, file_events, location_key, location_role, schemas, storage_credentials, volumes,
};
use crate::account::Object;
use crate::entities::metastores;
use crate::entity::{Changes, Kind};
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

pub(super) const SECURABLE: Securable = Securable {
    kind: &KIND,
    name: "external_location",
    absent: "EXTERNAL_LOCATION_DOES_NOT_EXIST",
    keeps_case: false,
    prepare: |_, _, _| (),
    may_be_created: credential_is_reached,
    kept,
};

pub(super) const KIND: Kind = Kind {
    collection: "external-locations",
    noun: "External Location",
    id: "id",
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
        securable::name_fits,
        name_is_free,
        storage_credentials::isolation_is_one,
        securable::owner_is_known,
        url_is_of_s3,
        url_overlaps_none,
        credential_is_there,
        can_be_used,
    ],
    complete,
    changes: Changes::Some {
        method: |method| method == Method::PATCH,
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
        checks: &[],
    },
    show: securable::shown,
    takes_along: &BELONGINGS,
    ..Kind::PLAIN
};

/// The one in the metastore of `object` that holds `url`.
pub(super) fn holding<'a>(url: &str, object: &Object, world: &World<'a>) -> Option<&'a Object> {
    let here = |it: &&Object| it["metastore_id"] == object["metastore_id"];
    let mut all = world.account.all(KIND.collection).filter(here);
    all.find(|it| lies_in(url, url_of(it)))
}

/// For what wants to store its files at `url`.
pub(super) fn holds(url: &str, object: &Object, world: &World) -> Result<(), Refused> {
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
pub(super) fn is_reached(
    url: &str,
    object: &Object,
    place: &Place,
    world: &World,
) -> Result<(), Refused> {
    match holding(url, object, world) {
        Some(location) => access::check(&SECURABLE, location, place, world.account, Use::Write),
        None => Ok(()),
    }
}

pub(super) fn url_of(location: &Object) -> &str {
    text(location, "url").unwrap_or_default()
}

fn credential<'a>(location: &Object, world: &World<'a>) -> Option<&'a Object> {
    let same = |it: &&Object| {
        it["metastore_id"] == location["metastore_id"] && it["name"] == location["credential_name"]
    };
    world.account.all(storage_credentials::KIND.collection).find(same)
}

fn complete(object: &mut Object, world: &World) {
    let name = text(object, "name").unwrap_or_default().to_owned();
    let credential = credential(object, world).map(|it| it[storage_credentials::KIND.id].clone());
    object.insert("credential_id".to_owned(), json!(credential));
    object.entry("isolation_mode").or_insert(json!("ISOLATION_MODE_OPEN"));
    let events = object.get("enable_file_events").cloned().unwrap_or(json!(false));
    object.insert("effective_enable_file_events".to_owned(), events);
    securable::stamp(object, &name, world);
}

fn credential_is_reached(object: &Object, place: &Place, world: &World) -> Result<(), Refused> {
    let name = text(object, "credential_name").unwrap_or_default();
    let credential = storage_credentials::SECURABLE.find(name, place, world.account)?;
    access::check(&storage_credentials::SECURABLE, credential, place, world.account, Use::Write)
}

fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    securable::name_is_free(&KIND, object, text(object, "name").unwrap_or_default(), world)
}

fn url_is_of_s3(object: &Object, _: &World) -> Result<(), Refused> {
    parse(url_of(object)).map(|_| ())
}

fn url_overlaps_none(object: &Object, world: &World) -> Result<(), Refused> {
    let url = url_of(object);
    let other = |it: &&Object| {
        it[KIND.id] != object[KIND.id]
            && it["metastore_id"] == object["metastore_id"]
            && overlap(url, url_of(it))
    };
    match world.account.all(KIND.collection).find(other) {
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
    let metastore = world.object(metastores::KIND.collection, metastore);
    let region = metastore.and_then(|it| text(it, "region")).unwrap_or_default();
    let reach = location_role::check(object, credential, region, world)?;
    location_key::check(&reach, world)?;
    file_events::check(object, &reach, world)
}

/// The words of the service: databricks/terraform-provider-databricks issue 2188.
fn kept(location: &Object, world: &World) -> Option<String> {
    let is_inside = |(collection, field): &(&str, &str)| {
        let here = |it: &&Object| it["metastore_id"] == location["metastore_id"];
        let mut all = world.account.all(collection).filter(here);
        all.any(|it| text(it, field).is_some_and(|url| lies_in(url, url_of(location))))
    };
    let stored = [
        (catalogs::KIND.collection, "storage_root"),
        (schemas::KIND.collection, "storage_root"),
        (volumes::KIND.collection, "storage_location"),
    ];
    let why =
        "External Location has dependent catalogs, schemas, managed or external tables/volumes";
    stored.iter().any(is_inside).then(|| why.to_owned())
}
