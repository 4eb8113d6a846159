//! SCIM of an account: which path is whose, and how identities change.

use http::{Method, Request};
use serde_json::Value;

use super::kinds::{Type, of_segment};
use super::{applier, members, patch, query};
use crate::account::{Account, Object};
use crate::api::body;
use crate::fields::text;
use crate::form;
use crate::lifecycle::{self, Force};
use crate::refused::Refused;
use crate::world::{Surroundings, World};

/// The answer, if the path is one of SCIM's.
pub(crate) fn answer(
    account: &mut Account,
    segments: &[&str],
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Option<Result<Value, Refused>> {
    let ["scim", "v2", segment, rest @ ..] = segments else { return None };
    let it = of_segment(segment)?;
    match (request.method(), rest) {
        (&Method::GET, []) => Some(query::list(all(it, account, around).into_iter(), request)),
        (&Method::POST, []) => {
            Some(body(request).and_then(|body| lifecycle::create(it.kind, body, account, around)))
        }
        (&Method::GET, [id]) => {
            Some(read(it, id, account, around).map(|object| query::selected(object, request)))
        }
        (&Method::PATCH, [id]) => Some(change(it, id, account, request, around)),
        (&Method::PUT, [id]) => Some(replace(it, id, account, request, around)),
        (&Method::DELETE, [id]) => Some(delete(it, id, account)),
        _ => None,
    }
}

fn all(it: &Type, account: &Account, around: Surroundings) -> Vec<Object> {
    let world = World::new(account, around);
    account.all(it.kind.collection).map(|object| (it.kind.show)(object, &world)).collect()
}

fn read(it: &Type, id: &str, account: &Account, around: Surroundings) -> Result<Object, Refused> {
    let object = present(it, id, account)?;
    Ok((it.kind.show)(object, &World::new(account, around)))
}

fn present<'a>(it: &Type, id: &str, account: &'a Account) -> Result<&'a Object, Refused> {
    account.get(it.kind.collection, id).ok_or_else(|| Refused::absent(it.kind.noun, id))
}

const CHANGEABLE: [&str; 5] = ["active", "displayName", "externalId", "members", "roles"];

fn change(
    it: &Type,
    id: &str,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut object = present(it, id, account)?.clone();
    let is_group = it.segment == "Groups";
    let own = |field: &&str| if is_group { *field != "active" } else { *field != "members" };
    let allowed: Vec<&str> = CHANGEABLE.into_iter().filter(own).collect();
    patch::apply(&mut object, &body(request)?, &allowed)?;
    write(it, id, object, account, around)
}

/// What a replacement leaves out is gone, but for the names by which users and service principals are known.
fn replace(
    it: &Type,
    id: &str,
    account: &mut Account,
    request: &Request<Vec<u8>>,
    around: Surroundings,
) -> Result<Value, Refused> {
    let old = present(it, id, account)?;
    let mut object = form::without_empty(body(request)?);
    object.remove(it.kind.id);
    form::only_known_fields(it.kind, &object)?;
    for field in ["userName", "applicationId"] {
        if let Some(name) = old.get(field) {
            object.entry(field).or_insert(name.clone());
        }
    }
    form::required_fields(it.kind, &object)?;
    object.insert(it.kind.id.to_owned(), old[it.kind.id].clone());
    write(it, id, object, account, around)
}

fn write(
    it: &Type,
    id: &str,
    object: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    if applier::is(&object) && object.get("active") == Some(&Value::Bool(false)) {
        return Err(Refused::forbidden("the service principal that asks cannot deactivate itself"));
    }
    lifecycle::put(it.kind, id, object, account, around)
}

fn delete(it: &Type, id: &str, account: &mut Account) -> Result<Value, Refused> {
    if applier::is(present(it, id, account)?) {
        return Err(Refused::forbidden("the service principal that asks cannot delete itself"));
    }
    lifecycle::delete(it.kind, id, Force::No, account)?;
    members::forget(account, id);
    Ok(Value::Object(Object::new()))
}

/// The id of who has the name.
pub(super) fn with_name(it: &Type, name: &str, account: &Account) -> Option<String> {
    let has_name = |object: &&Object| {
        text(object, it.name).is_some_and(|other| other.eq_ignore_ascii_case(name))
    };
    account.all(it.kind.collection).find(has_name)?.get(it.kind.id)?.as_str().map(str::to_owned)
}
