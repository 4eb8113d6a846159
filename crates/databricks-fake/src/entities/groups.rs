//! Groups: named, with members of every kind, groups among them.

use http::Request;

use crate::account::Account;
use crate::entity::{Answer, Entity, Paths};
use crate::identity::identities::{COLLECTIONS, GROUPS, ID};
use crate::identity::scim::{
    has_no_entitlements, namesake, put_values, roles_are_known, settle, values,
};
use crate::identity::{account_scim, members};
use crate::ids::Ids;
use crate::object::{Object, text};
use crate::reference::{By, OnDelete, Reference};
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: GROUPS.collection,
    noun: GROUPS.noun,
    id: ID,
    ids: Ids::Digits,
    required: &["displayName"],
    optional: &["entitlements", "externalId", "groups", "members", "roles", "schemas"],
    checks: &[
        has_no_entitlements,
        name_is_not_reserved,
        name_is_free,
        external_id_is_free,
        roles_are_known,
        members::no_group_holds_itself,
    ],
    complete,
    show: |group, world| members::shown(&GROUPS, group, world.account),
    references: &[Reference {
        to: &COLLECTIONS,
        by: By::Ids(&["/members"]),
        on_delete: OnDelete::Detach(members::leave),
        absent: Some(|_, id| {
            Refused::invalid(format!("Member {id} does not exist in this account"))
        }),
        ..Reference::PLAIN
    }],
    paths: Paths::OfAccount(answer),
    ..Entity::PLAIN
};

fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Answer {
    account_scim::answer(&ENTITY, &GROUPS, account, segments, request, around)
}

/// Those that the service makes.
const RESERVED: [&str; 3] = ["account users", "admins", "users"];

fn complete(object: &mut Object, _: &World) {
    settle(object);
    let members = values(object, "members");
    put_values(object, "members", &members);
}

fn name_is_not_reserved(object: &Object, _: &World) -> Result<(), Refused> {
    let name = text(object, "displayName").unwrap_or_default();
    if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
        return Err(Refused::invalid(format!("Group name {name} is reserved")));
    }
    Ok(())
}

/// An account finds a group by it (docs.databricks.com/api/iam/v2, "Account External Group").
fn external_id_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    match namesake(&ENTITY, "externalId", object, world) {
        Some(_) => Err(Refused::already_exists("Group with this externalId already exists.")),
        None => Ok(()),
    }
}

/// The words that `force` of the provider waits for (`scim/resource_group.go`).
fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    match namesake(&ENTITY, "displayName", object, world) {
        Some(_) => {
            let name = text(object, "displayName").unwrap_or_default();
            Err(Refused::already_exists(format!("Group with name {name} already exists.")))
        }
        None => Ok(()),
    }
}
