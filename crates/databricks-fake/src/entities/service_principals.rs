//! Service principals: known by an application id, which the service gives; names need not be unique.

use http::Request;
use serde_json::json;

use crate::account::Account;
use crate::entity::{Answer, Entity, Paths};
use crate::identity::identities::{ID, SERVICE_PRINCIPALS};
use crate::identity::scim::{has_no_entitlements, is_new, roles_are_known, settle};
use crate::identity::{account_scim, members};
use crate::ids::{Ids, digest, uuid};
use crate::object::Object;
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: SERVICE_PRINCIPALS.collection,
    noun: SERVICE_PRINCIPALS.noun,
    id: ID,
    ids: Ids::Digits,
    required: &["displayName"],
    optional: &[
        "active",
        "applicationId",
        "entitlements",
        "externalId",
        "groups",
        "roles",
        "schemas",
    ],
    checks: &[has_no_entitlements, application_is_not_chosen, roles_are_known],
    complete,
    show: |principal, world| members::shown(&SERVICE_PRINCIPALS, principal, world.account),
    paths: Paths::OfAccount(answer),
    ..Entity::PLAIN
};

fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Answer {
    account_scim::answer(&ENTITY, &SERVICE_PRINCIPALS, account, segments, request, around)
}

fn complete(object: &mut Object, world: &World) {
    settle(object);
    object.entry("active").or_insert(json!(true));
    let id = uuid(&digest(&format!("{}/application/{}", world.account.id, object[ENTITY.id])));
    object.entry("applicationId").or_insert(json!(id));
}

/// Only those of Azure bring one (terraform-provider-databricks 1.126.0, `docs/resources/service_principal.md`).
fn application_is_not_chosen(object: &Object, world: &World) -> Result<(), Refused> {
    if is_new(&ENTITY, object, world) && object.contains_key("applicationId") {
        return Err(Refused::invalid(
            "applicationId of a service principal is given by Databricks",
        ));
    }
    Ok(())
}
