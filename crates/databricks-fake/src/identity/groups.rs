//! Groups: named, with members of every kind, groups among them.

use serde_json::json;

use super::kinds::{has_no_entitlements, namesake, put_values, roles_are_known, settle, values};
use super::{assignments, members, workspace_principals};
use crate::account::{Account, Object};
use crate::entity::{Ids, Kind};
use crate::fields::text;
use crate::refused::Refused;
use crate::world::World;

pub(super) const KIND: Kind = Kind {
    collection: "scim-groups",
    noun: "Group",
    id: "id",
    ids: Ids::Digits,
    required: &["displayName"],
    optional: &["entitlements", "externalId", "groups", "members", "roles", "schemas"],
    checks: &[
        has_no_entitlements,
        name_is_not_reserved,
        name_is_free,
        roles_are_known,
        members::are_there,
        members::no_group_holds_itself,
    ],
    complete,
    show,
    takes_along: &[
        assignments::uses(&["/principal_id"]),
        workspace_principals::uses(&["/principal_id"]),
    ],
    ..Kind::PLAIN
};

/// Those that the service makes.
const RESERVED: [&str; 3] = ["account users", "admins", "users"];

fn complete(object: &mut Object, _: &World) {
    settle(object);
    let members = values(object, "members");
    put_values(object, "members", &members);
}

fn show(object: &Object, world: &World) -> Object {
    let mut shown = members::shown(object, world.account);
    shown.insert("meta".to_owned(), json!({ "resourceType": "Group" }));
    shown
}

fn name_is_not_reserved(object: &Object, _: &World) -> Result<(), Refused> {
    let name = text(object, "displayName").unwrap_or_default();
    if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
        return Err(Refused::invalid(format!("Group name {name} is reserved")));
    }
    Ok(())
}

/// The words that `force` of the provider waits for (`scim/resource_group.go`).
fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    match namesake(&KIND, "displayName", object, world) {
        Some(_) => {
            let name = text(object, "displayName").unwrap_or_default();
            Err(Refused::already_exists(format!("Group with name {name} already exists.")))
        }
        None => Ok(()),
    }
}

/// The groups of which somebody is a member.
pub(super) fn holding<'a>(account: &'a Account, id: &str) -> impl Iterator<Item = &'a Object> {
    let id = id.to_owned();
    account.all(KIND.collection).filter(move |group| values(group, "members").contains(&id))
}
