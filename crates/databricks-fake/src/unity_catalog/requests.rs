//! How securables come, are read, change and go: the same for all of them.

use http::Method;
use serde_json::{Value, json};

use super::access::{self, Use};
use super::securable::{self, Securable};
use super::{Call, storage_paths};
use crate::account::{Account, Object};
use crate::api::{body, force, parameter};
use crate::fields::{plain, text};
use crate::lifecycle::{self, Force};
use crate::refused::Refused;
use crate::world::World;

pub(super) fn answer(
    account: &mut Account,
    segments: &[&str],
    call: &Call,
) -> Option<Result<Value, Refused>> {
    let (collection, rest) = segments.split_first()?;
    let securable = securable::of_collection(collection)?;
    match (call.request.method(), rest) {
        (&Method::POST, []) => Some(create(securable, account, call)),
        (&Method::GET, []) => Some(Ok(list(securable, account, call))),
        (&Method::GET, [name]) => Some(read(securable, name, account, call)),
        (&Method::PATCH, [name]) => Some(change(securable, name, account, call)),
        (&Method::DELETE, [name]) => Some(delete(securable, name, account, call)),
        _ => None,
    }
}

fn create(securable: &Securable, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let mut object = body(call.request)?;
    object.insert("metastore_id".to_owned(), json!(call.place.metastore));
    if !securable.keeps_case {
        lower_names(&mut object);
    }
    let world = World::new(account, call.around);
    (securable.prepare)(&mut object, call.place, &world);
    (securable.may_be_created)(&object, call.place, &world)?;
    lifecycle::create(securable.kind, object, account, call.around)
}

/// Unity Catalog stores names of catalogs, schemas, volumes and external locations in lower case.
fn lower_names(object: &mut Object) {
    for field in ["name", "catalog_name", "schema_name"] {
        if let Some(Value::String(name)) = object.get_mut(field) {
            *name = name.to_lowercase();
        }
    }
}

/// Only what can be reached from here.
fn list(securable: &Securable, account: &Account, call: &Call) -> Value {
    let world = World::new(account, call.around);
    let of = |field: &'static str| parameter(call.request, field);
    let asked = |it: &&Object| {
        ["catalog_name", "schema_name"]
            .into_iter()
            .all(|field| of(field).is_none_or(|name| text(it, field) == Some(name)))
    };
    let here = account.all(securable.kind.collection).filter(|it| call.place.holds(it));
    let reached = here
        .filter(asked)
        .filter(|it| access::check(securable, it, call.place, account, Use::Read).is_ok());
    let all: Value = reached.map(|it| Value::from((securable.kind.show)(it, &world))).collect();
    json!({ securable.kind.collection.replace('-', "_"): all })
}

fn read(
    securable: &Securable,
    name: &str,
    account: &mut Account,
    call: &Call,
) -> Result<Value, Refused> {
    let id = reached(securable, name, account, call, Use::Read)?;
    lifecycle::read(securable.kind, &id, account, call.around)
}

fn change(
    securable: &Securable,
    name: &str,
    account: &mut Account,
    call: &Call,
) -> Result<Value, Refused> {
    let id = reached(securable, name, account, call, Use::Write)?;
    let body = body(call.request)?;
    keeps_what_lies_there(securable, &id, &body, account, call)?;
    lifecycle::change(securable.kind, &id, body, account, call.around)
}

/// The words of the service: databricks/terraform-provider-databricks issue 2188.
fn keeps_what_lies_there(
    securable: &Securable,
    id: &str,
    body: &Object,
    account: &Account,
    call: &Call,
) -> Result<(), Refused> {
    let (Some(old), Some(new)) = (account.get(securable.kind.collection, id), text(body, "url"))
    else {
        return Ok(());
    };
    let moves = text(old, "url").is_some_and(|old| !storage_paths::same(old, new));
    let world = World::new(account, call.around);
    match (securable.kept)(old, &world).filter(|_| moves && body.get("force") != Some(&json!(true)))
    {
        Some(why) => {
            Err(Refused::unusable(format!("{why}; use force option to update url anyway")))
        }
        None => Ok(()),
    }
}

fn delete(
    securable: &Securable,
    name: &str,
    account: &mut Account,
    call: &Call,
) -> Result<Value, Refused> {
    let id = reached(securable, name, account, call, Use::Write)?;
    let world = World::new(account, call.around);
    let object = &account.get(securable.kind.collection, &id).expect("it was found");
    let force = force(call.request);
    if let Some(why) = (securable.kept)(object, &world).filter(|_| force == Force::No) {
        return Err(Refused::unusable(format!("{why}; use force option to delete anyway")));
    }
    lifecycle::delete(securable.kind, &id, force, account)?;
    Ok(json!({}))
}

/// The id of what is called so, if it can be reached from here.
fn reached(
    securable: &Securable,
    name: &str,
    account: &Account,
    call: &Call,
    needed: Use,
) -> Result<String, Refused> {
    let object = securable.find(name, call.place, account)?;
    access::check(securable, object, call.place, account, needed)?;
    Ok(plain(&object[securable.kind.id]))
}
