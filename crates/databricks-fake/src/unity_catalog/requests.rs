//! How securables come, are read, change and go: the same for all of them.

use http::Method;
use serde_json::{Value, json};

use crate::account::Account;
use crate::deletion;
use crate::entity::{Answer, Entity};
use crate::lifecycle;
use crate::object::{Object, plain, text};
use crate::refused::Refused;
use crate::request::{body, force, parameter};
use crate::unity_catalog::access::{self, Use};
use crate::unity_catalog::call::Call;
use crate::unity_catalog::place::Place;
use crate::unity_catalog::securable::{Names, Securable};
use crate::world::World;

/// What one kind of securable has besides.
pub(crate) struct Own {
    /// What becomes of the request before it is checked.
    pub(crate) prepare: fn(&mut Object, &Place, &World),
    /// What is asked of the workspace that creates it.
    pub(crate) may_be_created: fn(&Object, &Place, &World) -> Result<(), Refused>,
    /// Whether an object takes the fields of a request.
    pub(crate) may_be_changed: fn(&Object, &Object, &World) -> Result<(), Refused>,
}

impl Own {
    /// To begin a declaration with.
    pub(crate) const NOTHING: Self = Self {
        prepare: |_, _, _| (),
        may_be_created: |_, _, _| Ok(()),
        may_be_changed: |_, _, _| Ok(()),
    };
}

/// One kind of securable, as requests need it.
struct Kind<'a> {
    entity: &'a Entity,
    securable: &'a Securable,
    own: &'a Own,
}

pub(crate) fn answer(
    entity: &Entity,
    own: &Own,
    account: &mut Account,
    segments: &[&str],
    call: &Call,
) -> Answer {
    let (collection, rest) = segments.split_first()?;
    let securable = entity.securable.filter(|it| it.collection == *collection)?;
    let kind = Kind { entity, securable, own };
    match (call.request.method(), rest) {
        (&Method::POST, []) => Some(create(&kind, account, call)),
        (&Method::GET, []) => Some(Ok(list(&kind, account, call))),
        (&Method::GET, [name]) => Some(read(&kind, name, account, call)),
        (&Method::PATCH, [name]) => Some(change(&kind, name, account, call)),
        (&Method::DELETE, [name]) => Some(delete(&kind, name, account, call)),
        _ => None,
    }
}

fn create(kind: &Kind, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let mut object = body(call.request)?;
    object.insert("metastore_id".to_owned(), json!(call.place.metastore));
    if kind.securable.names == Names::LowerCase {
        lower_names(&mut object);
    }
    let world = World::new(account, call.around);
    (kind.own.prepare)(&mut object, call.place, &world);
    (kind.own.may_be_created)(&object, call.place, &world)?;
    lifecycle::create(kind.entity, object, account, call.around)
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
fn list(kind: &Kind, account: &Account, call: &Call) -> Value {
    let world = World::new(account, call.around);
    let of = |field: &'static str| parameter(call.request, field);
    let asked = |it: &&Object| {
        ["catalog_name", "schema_name"]
            .into_iter()
            .all(|field| of(field).is_none_or(|name| text(it, field) == Some(name)))
    };
    let here = account.all(kind.entity.collection).filter(|it| call.place.holds(it));
    let reached = here
        .filter(asked)
        .filter(|it| access::check(kind.securable, it, call.place, &world, Use::Read).is_ok());
    let all: Value = reached.map(|it| Value::from((kind.entity.show)(it, &world))).collect();
    json!({ kind.entity.collection.replace('-', "_"): all })
}

fn read(kind: &Kind, name: &str, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let id = reached(kind, name, account, call, Use::Read)?;
    lifecycle::read(kind.entity, &id, account, call.around)
}

fn change(kind: &Kind, name: &str, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let id = reached(kind, name, account, call, Use::Write)?;
    let body = body(call.request)?;
    let world = World::new(account, call.around);
    if let Some(old) = world.object(kind.entity.collection, &id) {
        (kind.own.may_be_changed)(old, &body, &world)?;
    }
    lifecycle::change(kind.entity, &id, body, account, call.around)
}

fn delete(kind: &Kind, name: &str, account: &mut Account, call: &Call) -> Result<Value, Refused> {
    let id = reached(kind, name, account, call, Use::Write)?;
    deletion::delete(kind.entity, &id, force(call.request), account, call.around.declared)?;
    Ok(json!({}))
}

/// The id of what is called so, if it can be reached from here.
fn reached(
    kind: &Kind,
    name: &str,
    account: &Account,
    call: &Call,
    needed: Use,
) -> Result<String, Refused> {
    let object = kind.securable.find(name, call.place, account)?;
    let world = World::new(account, call.around);
    access::check(kind.securable, object, call.place, &world, needed)?;
    Ok(plain(&object[kind.entity.id]))
}
