//! Users: known by an e-mail address, in lower case.

use http::Request;
use serde_json::json;

use crate::account::Account;
use crate::entity::{Answer, Entity, Paths};
use crate::identity::identities::{ID, USERS};
use crate::identity::scim::{has_no_entitlements, is_new, namesake, roles_are_known, settle};
use crate::identity::{account_scim, members};
use crate::ids::Ids;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(crate) const ENTITY: Entity = Entity {
    collection: USERS.collection,
    noun: USERS.noun,
    id: ID,
    ids: Ids::Digits,
    required: &["userName"],
    optional: &[
        "active",
        "displayName",
        "emails",
        "entitlements",
        "externalId",
        "groups",
        "name",
        "roles",
        "schemas",
    ],
    checks: &[has_no_entitlements, name_is_an_address, name_is_free, name_stays, roles_are_known],
    complete,
    show: |user, world| members::shown(&USERS, user, world.account),
    paths: Paths::OfAccount(answer),
    ..Entity::PLAIN
};

fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Answer {
    account_scim::answer(&ENTITY, &USERS, account, segments, request, around)
}

/// Who has no name to show is shown by the address.
fn complete(object: &mut Object, _: &World) {
    settle(object);
    let name = user_name(object).to_lowercase();
    object.entry("active").or_insert(json!(true));
    object.entry("displayName").or_insert(json!(name));
    object.insert("userName".to_owned(), json!(name));
}

fn user_name(object: &Object) -> &str {
    text(object, "userName").unwrap_or_default()
}

fn name_is_an_address(object: &Object, _: &World) -> Result<(), Refused> {
    let name = user_name(object);
    let is_address = name.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if is_address && !name.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(Refused::invalid(format!("userName {name} is no e-mail address")))
}

/// The words that `force` of the provider waits for in an account (`scim/resource_user.go`). Who was deactivated is
/// there still.
fn name_is_free(object: &Object, world: &World) -> Result<(), Refused> {
    match namesake(&ENTITY, "userName", object, world) {
        Some(_) => {
            let name = user_name(object).to_lowercase();
            Err(Refused::already_exists(format!(
                "User with email {name} already exists in this account"
            )))
        }
        None => Ok(()),
    }
}

fn name_stays(object: &Object, world: &World) -> Result<(), Refused> {
    if is_new(&ENTITY, object, world) {
        return Ok(());
    }
    let old = text(object, ENTITY.id).and_then(|id| world.object(ENTITY.collection, id));
    if old.is_some_and(|old| user_name(old).eq_ignore_ascii_case(user_name(object))) {
        return Ok(());
    }
    Err(Refused::invalid("userName of User cannot be changed"))
}
