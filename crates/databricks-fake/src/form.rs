//! The form of a request: its fields, and its name among others.

use serde_json::Value;

use crate::account::Account;
use crate::entity::{Entity, Name};
use crate::object::{Object, plain, text};
use crate::refused::Refused;
use crate::world::World;

pub(crate) fn only_known_fields(entity: &Entity, body: &Object) -> Result<(), Refused> {
    let known = |field: &&String| {
        let field = field.as_str();
        field == "account_id"
            || entity.required.contains(&field)
            || entity.optional.contains(&field)
    };
    match body.keys().find(|field| !known(field)) {
        Some(field) => Err(unknown_field(entity, field)),
        None => Ok(()),
    }
}

fn unknown_field(entity: &Entity, field: &str) -> Refused {
    Refused::malformed(format!("the rehearsal does not know the field {field} of {}", entity.noun))
}

pub(crate) fn required_fields(entity: &Entity, body: &Object) -> Result<(), Refused> {
    let absent = |field: &&&str| !body.contains_key(**field);
    let absent: Vec<&str> = entity.required.iter().filter(absent).copied().collect();
    if absent.is_empty() { Ok(()) } else { Err(missing(&absent)) }
}

/// The service's words: aws-quickstart/quickstart-databricks-unified-data-analytics-platform issue 49.
pub(crate) fn missing(fields: &[&str]) -> Refused {
    Refused::malformed(format!("Missing required parameters: {}", fields.join(", ")))
}

pub(crate) fn of_this_account(body: &Object, world: &World) -> Result<(), Refused> {
    match body.get("account_id").and_then(Value::as_str) {
        Some(id) if !id.is_empty() && id != world.account.id => Err(Refused::malformed(format!(
            "account_id {id} is not the account {} of the path",
            world.account.id
        ))),
        _ => Ok(()),
    }
}

pub(crate) fn length_of_name(entity: &Entity, name: Name, object: &Object) -> Result<(), Refused> {
    let Name { field, shortest, longest } = name;
    let length = text(object, field).unwrap_or_default().chars().count();
    if (shortest..=longest).contains(&length) {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "{field} of {} must have {shortest} to {longest} characters, it has {length}",
        entity.noun
    )))
}

pub(crate) fn name_is_free(
    entity: &Entity,
    name: Name,
    object: &Object,
    world: &World,
) -> Result<(), Refused> {
    let same = |other: &&Object| {
        other[entity.id] != object[entity.id] && other.get(name.field) == object.get(name.field)
    };
    match world.account.all(entity.collection).find(same) {
        Some(other) => Err(Refused::already_exists(format!(
            "{} with the name {} already exists: {}",
            entity.noun,
            text(object, name.field).unwrap_or_default(),
            plain(&other[entity.id]),
        ))),
        None => Ok(()),
    }
}

/// The id that the request chooses, which it then no longer carries.
pub(crate) fn chosen_id(
    entity: &Entity,
    object: &mut Object,
    account: &Account,
) -> Result<String, Refused> {
    let Some(Value::String(id)) = object.remove(entity.id) else {
        return Err(missing(&[entity.id]));
    };
    if account.get(entity.collection, &id).is_some() {
        return Err(Refused::already_exists(format!("{} {id} already exists", entity.noun)));
    }
    Ok(id)
}

/// An empty text, list or nothing is as if it was not said: the provider sends some empty fields that the API
/// does not have.
pub(crate) fn without_empty(body: Object) -> Object {
    body.into_iter().filter(|(_, value)| !is_empty(value)).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
