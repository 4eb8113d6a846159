//! How objects come, are read, change and go: the same for every entity.

use serde_json::{Value, json};

use super::account::{Account, Object};
use super::entity::{Changes, Envelope, Ids, Kind, Step};
use super::fields::plain;
use super::form;
use super::refused::Refused;
use super::world::{Surroundings, World};

pub(super) fn create(
    kind: &Kind,
    body: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut object = form::without_empty(unwrap(kind, body)?);
    let id = match kind.ids {
        Ids::Given => form::given_id(kind, &mut object, account)?,
        Ids::Uuid | Ids::Integer | Ids::Digits => account.fresh_id(kind, &object),
    };
    let world = World::new(account, around);
    form::only_known_fields(kind, &object)?;
    form::required_fields(kind, &object)?;
    form::of_this_account(&object, &world)?;
    object.insert(kind.id.to_owned(), kind.id_value(&id));
    judge(kind, &object, &world)?;
    (kind.complete)(&mut object, &world);
    account.put(kind.collection, &id, object.clone());
    (kind.follows)(&object, account, around);
    Ok(shown(kind, &object, &World::new(account, around)))
}

pub(super) fn read(
    kind: &Kind,
    id: &str,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut object = present(kind, id, account)?;
    let world = World::new(account, around);
    if let Some(settled) = (kind.settle)(&object, &world) {
        let effects = (kind.effects)(&settled, &world);
        account.put(kind.collection, id, settled.clone());
        account.leads_to(effects);
        object = settled;
    }
    Ok(shown(kind, &object, &World::new(account, around)))
}

pub(super) fn list(kind: &Kind, account: &Account, around: Surroundings) -> Value {
    let world = World::new(account, around);
    let show = |object: &Object| Value::from((kind.show)(object, &world));
    let objects: Value = account.all(kind.collection).map(show).collect();
    match kind.envelope {
        Some(Envelope { many, .. }) => json!({ many: objects }),
        None => objects,
    }
}

pub(super) fn change(
    kind: &Kind,
    id: &str,
    body: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let old = present(kind, id, account)?;
    let body = unwrap(kind, body)?;
    let world = World::new(account, around);
    let object = match kind.changes {
        Changes::Never => return Err(Refused::invalid(format!("{} cannot be changed", kind.noun))),
        Changes::Whole => replaced(kind, &old, body, &world)?,
        Changes::Some { fields, checks, .. } => merged(kind, &old, body, fields, checks)?,
    };
    put(kind, id, object, account, around)
}

/// The object as it is to be, once it has been judged.
pub(super) fn put(
    kind: &Kind,
    id: &str,
    mut object: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let world = World::new(account, around);
    judge(kind, &object, &world)?;
    (kind.complete)(&mut object, &world);
    account.put(kind.collection, id, object.clone());
    Ok(shown(kind, &object, &World::new(account, around)))
}

pub(super) fn delete(
    kind: &Kind,
    id: &str,
    force: Force,
    account: &mut Account,
) -> Result<Value, Refused> {
    let object = present(kind, id, account)?;
    for check in kind.before_deletion {
        check(&object)?;
    }
    for it in kind.used_by.iter().filter(|it| !(it.forced && force == Force::Yes)) {
        if let Some(user) = account.all(it.collection).find(|user| it.names(user, id)) {
            return Err(Refused::in_use(format!(
                "Unable to delete, {} is being used by {} {}",
                kind.noun,
                it.noun,
                plain(&user[it.id])
            )));
        }
    }
    account.remove(kind.collection, id);
    for it in kind.takes_along {
        let gone = account.all(it.collection).filter(|other| it.names(other, id));
        let gone: Vec<String> = gone.map(|other| plain(&other[it.id])).collect();
        for id in gone {
            account.remove(it.collection, &id);
        }
    }
    Ok(Value::from(object))
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    Yes,
    No,
}

fn present(kind: &Kind, id: &str, account: &Account) -> Result<Object, Refused> {
    account.get(kind.collection, id).cloned().ok_or_else(|| Refused::absent(kind.noun, id))
}

fn shown(kind: &Kind, object: &Object, world: &World) -> Value {
    let object = Value::from((kind.show)(object, world));
    match kind.envelope {
        Some(Envelope { one: Some(one), .. }) => json!({ one: object }),
        _ => object,
    }
}

fn unwrap(kind: &Kind, mut body: Object) -> Result<Object, Refused> {
    let Some(Envelope { one: Some(one), .. }) = kind.envelope else { return Ok(body) };
    match body.remove(one) {
        Some(Value::Object(inner)) => Ok(inner),
        _ => Err(form::missing(&[one])),
    }
}

fn judge(kind: &Kind, object: &Object, world: &World) -> Result<(), Refused> {
    if let Some(name) = kind.name {
        form::length_of_name(kind, name, object)?;
        form::name_is_free(kind, name, object, world)?;
    }
    kind.checks.iter().try_for_each(|check| check(object, world))
}

fn replaced(kind: &Kind, old: &Object, body: Object, world: &World) -> Result<Object, Refused> {
    let mut new = form::without_empty(body);
    let id = new.remove(kind.id);
    if id.is_some_and(|id| id != old[kind.id]) {
        return Err(Refused::invalid(format!("{} of {} cannot change", kind.id, kind.noun)));
    }
    form::only_known_fields(kind, &new)?;
    form::required_fields(kind, &new)?;
    form::of_this_account(&new, world)?;
    new.insert(kind.id.to_owned(), old[kind.id].clone());
    Ok(new)
}

fn merged(
    kind: &Kind,
    old: &Object,
    body: Object,
    fields: &[&str],
    checks: &[Step],
) -> Result<Object, Refused> {
    let mut new = old.clone();
    for (field, value) in body {
        if fields.contains(&field.as_str()) {
            new.insert(field, value);
        } else if old.get(&field) != Some(&value) {
            let message = format!("{field} of {} cannot be changed", kind.noun);
            return Err(Refused::invalid(message));
        }
    }
    checks.iter().try_for_each(|check| check(old, &new))?;
    Ok(new)
}
