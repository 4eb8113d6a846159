//! How objects come, are read and change: the same for every entity.

use serde_json::{Value, json};

use crate::account::Account;
use crate::entity::{Changes, Entity, Envelope, Partial};
use crate::form;
use crate::ids::Ids;
use crate::object::Object;
use crate::refused::Refused;
use crate::world::{Surroundings, World};

pub(crate) fn create(
    entity: &Entity,
    body: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut object = form::without_empty(unwrap(entity, body)?);
    let id = match entity.ids {
        Ids::Chosen => form::chosen_id(entity, &mut object, account)?,
        ids => account.fresh_id(entity.collection, ids, &object),
    };
    let world = World::new(account, around);
    form::only_known_fields(entity, &object)?;
    form::required_fields(entity, &object)?;
    form::of_this_account(&object, &world)?;
    object.insert(entity.id.to_owned(), entity.id_value(&id));
    judge(entity, &object, &world)?;
    (entity.complete)(&mut object, &world);
    account.put(entity.collection, &id, object.clone());
    for companion in around.declared.companions.iter().filter(|it| it.of == entity.collection) {
        (companion.make)(&object, account, around);
    }
    Ok(shown(entity, &object, &World::new(account, around)))
}

pub(crate) fn read(
    entity: &Entity,
    id: &str,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let mut object = present(entity, id, account)?;
    let world = World::new(account, around);
    if let Some(settled) = (entity.settle)(&object, &world) {
        let effects = (entity.effects)(&settled, &world);
        account.put(entity.collection, id, settled.clone());
        account.leads_to(effects);
        object = settled;
    }
    Ok(shown(entity, &object, &World::new(account, around)))
}

pub(crate) fn list(entity: &Entity, account: &Account, around: Surroundings) -> Value {
    let world = World::new(account, around);
    let show = |object: &Object| Value::from((entity.show)(object, &world));
    let objects: Value = account.all(entity.collection).map(show).collect();
    match entity.envelope {
        Some(Envelope { many, .. }) => json!({ many: objects }),
        None => objects,
    }
}

pub(crate) fn change(
    entity: &Entity,
    id: &str,
    body: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let old = present(entity, id, account)?;
    let body = unwrap(entity, body)?;
    let world = World::new(account, around);
    let object = match entity.changes {
        Changes::Never => {
            return Err(Refused::invalid(format!("{} cannot be changed", entity.noun)));
        }
        Changes::Whole => replaced(entity, &old, body, &world)?,
        Changes::Some(partial) => merged(entity, &partial, &old, body, &world)?,
    };
    put(entity, id, object, account, around)
}

/// The object as it is to be, once it has been judged.
pub(crate) fn put(
    entity: &Entity,
    id: &str,
    mut object: Object,
    account: &mut Account,
    around: Surroundings,
) -> Result<Value, Refused> {
    let world = World::new(account, around);
    judge(entity, &object, &world)?;
    (entity.complete)(&mut object, &world);
    account.put(entity.collection, id, object.clone());
    Ok(shown(entity, &object, &World::new(account, around)))
}

fn present(entity: &Entity, id: &str, account: &Account) -> Result<Object, Refused> {
    account.get(entity.collection, id).cloned().ok_or_else(|| Refused::absent(entity.noun, id))
}

fn shown(entity: &Entity, object: &Object, world: &World) -> Value {
    let object = Value::from((entity.show)(object, world));
    match entity.envelope {
        Some(Envelope { one: Some(one), .. }) => json!({ one: object }),
        _ => object,
    }
}

fn unwrap(entity: &Entity, mut body: Object) -> Result<Object, Refused> {
    let Some(Envelope { one: Some(one), .. }) = entity.envelope else { return Ok(body) };
    match body.remove(one) {
        Some(Value::Object(inner)) => Ok(inner),
        _ => Err(form::missing(&[one])),
    }
}

fn judge(entity: &Entity, object: &Object, world: &World) -> Result<(), Refused> {
    if let Some(name) = entity.name {
        form::length_of_name(entity, name, object)?;
        form::name_is_free(entity, name, object, world)?;
    }
    world.has_what_it_refers_to(entity.collection, object)?;
    entity.checks.iter().try_for_each(|check| check(object, world))
}

fn replaced(entity: &Entity, old: &Object, body: Object, world: &World) -> Result<Object, Refused> {
    let mut new = form::without_empty(body);
    let id = new.remove(entity.id);
    if id.is_some_and(|id| id != old[entity.id]) {
        return Err(Refused::invalid(format!("{} of {} cannot change", entity.id, entity.noun)));
    }
    form::only_known_fields(entity, &new)?;
    form::required_fields(entity, &new)?;
    form::of_this_account(&new, world)?;
    new.insert(entity.id.to_owned(), old[entity.id].clone());
    Ok(new)
}

fn merged(
    entity: &Entity,
    Partial { fields, prepare, checks, .. }: &Partial,
    old: &Object,
    mut body: Object,
    world: &World,
) -> Result<Object, Refused> {
    prepare(&mut body);
    let mut new = old.clone();
    for (field, value) in body {
        if fields.contains(&field.as_str()) {
            new.insert(field, value);
        } else if old.get(&field) != Some(&value) {
            let message = format!("{field} of {} cannot be changed", entity.noun);
            return Err(Refused::invalid(message));
        }
    }
    checks.iter().try_for_each(|check| check(old, &new, world))?;
    Ok(new)
}

#[cfg(test)]
mod tests;
