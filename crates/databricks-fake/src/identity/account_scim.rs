//! SCIM of an account: which path is whose, and how identities change.

use http::{Method, Request};
use serde_json::Value;

use crate::account::Account;
use crate::deletion;
use crate::entity::{Answer, Entity};
use crate::form;
use crate::identity::identities::{GROUPS, Type};
use crate::identity::{applier, patch, query, renaming};
use crate::lifecycle;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::request::{Force, body};
use crate::world::{Surroundings, World};

/// The answer, if the path is one of SCIM's.
pub(crate) fn answer(
    entity: &Entity,
    it: &Type,
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Answer {
    let ["scim", "v2", segment, rest @ ..] = segments else { return None };
    if *segment != it.segment {
        return None;
    }
    match (request.method(), rest) {
        (&Method::GET, []) => Some(query::list(all(entity, account, around).into_iter(), request)),
        (&Method::POST, []) => {
            Some(body(request).and_then(|body| lifecycle::create(entity, body, account, around)))
        }
        (&Method::GET, [id]) => {
            Some(read(entity, id, account, around).map(|object| query::selected(object, request)))
        }
        (&Method::PATCH, [id]) => Some(change(entity, id, account, request, around)),
        (&Method::PUT, [id]) => Some(replace(entity, id, account, request, around)),
        (&Method::DELETE, [id]) => Some(delete(entity, id, account, around)),
        _ => None,
    }
}

fn all(entity: &Entity, account: &Account, around: Surroundings) -> Vec<Object> {
    let world = World::new(account, around);
    account.all(entity.collection).map(|object| (entity.show)(object, &world)).collect()
}

fn read(
    entity: &Entity,
    id: &str,
    account: &Account,
    around: Surroundings,
) -> Result<Object, Refused> {
    let object = present(entity, id, account)?;
    Ok((entity.show)(object, &World::new(account, around)))
}

fn present<'a>(entity: &Entity, id: &str, account: &'a Account) -> Result<&'a Object, Refused> {
    account.get(entity.collection, id).ok_or_else(|| Refused::absent(entity.noun, id))
}

const CHANGEABLE: [&str; 5] = ["active", "displayName", "externalId", "members", "roles"];

fn change(
    entity: &Entity,
    id: &str,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut object = present(entity, id, account)?.clone();
    let is_group = entity.collection == GROUPS.collection;
    let own = |field: &&str| if is_group { *field != "active" } else { *field != "members" };
    let allowed: Vec<&str> = CHANGEABLE.into_iter().filter(own).collect();
    patch::apply(&mut object, &body(request)?, &allowed)?;
    write(entity, id, object, account, around)
}

/// What a replacement leaves out is gone, but for the names by which users and service principals are known.
fn replace(
    entity: &Entity,
    id: &str,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let old = present(entity, id, account)?;
    let mut object = form::without_empty(body(request)?);
    object.remove(entity.id);
    form::only_known_fields(entity, &object)?;
    for field in ["userName", "applicationId"] {
        if let Some(name) = old.get(field) {
            object.entry(field).or_insert(name.clone());
        }
    }
    form::required_fields(entity, &object)?;
    object.insert(entity.id.to_owned(), old[entity.id].clone());
    write(entity, id, object, account, around)
}

fn write(
    entity: &Entity,
    id: &str,
    object: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    if applier::is(&object) && object.get("active") == Some(&Value::Bool(false)) {
        return Err(Refused::forbidden("the service principal that asks cannot deactivate itself"));
    }
    let name = |object: &Object| text(object, GROUPS.name).unwrap_or_default().to_owned();
    let old = name(present(entity, id, account)?);
    let new = name(&object);
    let answer = lifecycle::put(entity, id, object, account, around)?;
    if entity.collection == GROUPS.collection {
        renaming::follow(account, &old, &new, around.declared);
    }
    Ok(answer)
}

fn delete(
    entity: &Entity,
    id: &str,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    if applier::is(present(entity, id, account)?) {
        return Err(Refused::forbidden("the service principal that asks cannot delete itself"));
    }
    deletion::delete(entity, id, Force::No, account, around.declared)?;
    Ok(Value::Object(Object::new()))
}

#[cfg(test)]
mod tests;
