//! Service principals: known by an application id, which the service gives; names need not be unique.

use serde_json::json;

use super::kinds::{has_no_entitlements, is_new, roles_are_known, settle};
use super::{assignments, members, workspace_principals};
use crate::account::{Object, digest, uuid};
use crate::entity::{Ids, Kind};
use crate::refused::Refused;
use crate::world::World;

pub(super) const KIND: Kind = Kind {
    collection: "scim-service-principals",
    noun: "Service principal",
    id: "id",
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
    show: |principal, world| members::shown(principal, world.account),
    takes_along: &[
        assignments::uses(&["/principal_id"]),
        workspace_principals::uses(&["/principal_id"]),
    ],
    ..Kind::PLAIN
};

fn complete(object: &mut Object, world: &World) {
    settle(object);
    object.entry("active").or_insert(json!(true));
    let id = uuid(&digest(&format!("{}/application/{}", world.account.id, object[KIND.id])));
    object.entry("applicationId").or_insert(json!(id));
}

/// Only those of Azure bring one (terraform-provider-databricks 1.126.0, `docs/resources/service_principal.md`).
fn application_is_not_chosen(object: &Object, world: &World) -> Result<(), Refused> {
    if is_new(&KIND, object, world) && object.contains_key("applicationId") {
        return Err(Refused::invalid(
            "applicationId of a service principal is given by Databricks",
        ));
    }
    Ok(())
}
