//! The form of a request: its fields, and its name among others.

use serde_json::Value;

use super::account::{Account, Object};
use super::entity::{Kind, Name};
use super::fields::{plain, text};
use super::refused::Refused;
use super::world::World;

pub(super) fn only_known_fields(kind: &Kind, body: &Object) -> Result<(), Refused> {
    let known = |field: &&String| {
        let field = field.as_str();
        field == "account_id" || kind.required.contains(&field) || kind.optional.contains(&field)
    };
    match body.keys().find(|field| !known(field)) {
        Some(field) => Err(unknown_field(kind, field)),
        None => Ok(()),
    }
}

fn unknown_field(kind: &Kind, field: &str) -> Refused {
    Refused::malformed(format!("the rehearsal does not know the field {field} of {}", kind.noun))
}

pub(super) fn required_fields(kind: &Kind, body: &Object) -> Result<(), Refused> {
    let absent = |field: &&&str| !body.contains_key(**field);
    let absent: Vec<&str> = kind.required.iter().filter(absent).copied().collect();
    if absent.is_empty() { Ok(()) } else { Err(missing(&absent)) }
}

/// The service's words: aws-quickstart/quickstart-databricks-unified-data-analytics-platform issue 49.
pub(super) fn missing(fields: &[&str]) -> Refused {
    Refused::malformed(format!("Missing required parameters: {}", fields.join(", ")))
}

pub(super) fn of_this_account(body: &Object, world: &World) -> Result<(), Refused> {
    match body.get("account_id").and_then(Value::as_str) {
        Some(id) if !id.is_empty() && id != world.account.id => Err(Refused::malformed(format!(
            "account_id {id} is not the account {} of the path",
            world.account.id
        ))),
        _ => Ok(()),
    }
}

pub(super) fn length_of_name(kind: &Kind, name: Name, object: &Object) -> Result<(), Refused> {
    let Name { field, shortest, longest } = name;
    let length = text(object, field).unwrap_or_default().chars().count();
    if (shortest..=longest).contains(&length) {
        return Ok(());
    }
    Err(Refused::invalid(format!(
        "{field} of {} must have {shortest} to {longest} characters, it has {length}",
        kind.noun
    )))
}

pub(super) fn name_is_free(
    kind: &Kind,
    name: Name,
    object: &Object,
    world: &World,
) -> Result<(), Refused> {
    let same = |other: &&Object| {
        other[kind.id] != object[kind.id] && other.get(name.field) == object.get(name.field)
    };
    match world.account.all(kind.collection).find(same) {
        Some(other) => Err(Refused::already_exists(format!(
            "{} with the name {} already exists: {}",
            kind.noun,
            text(object, name.field).unwrap_or_default(),
            plain(&other[kind.id]),
        ))),
        None => Ok(()),
    }
}

/// The id that the request chooses, which it then no longer carries.
pub(super) fn given_id(
    kind: &Kind,
    object: &mut Object,
    account: &Account,
) -> Result<String, Refused> {
    let Some(Value::String(id)) = object.remove(kind.id) else { return Err(missing(&[kind.id])) };
    if account.get(kind.collection, &id).is_some() {
        return Err(Refused::already_exists(format!("{} {id} already exists", kind.noun)));
    }
    Ok(id)
}

/// An empty text, list or nothing is as if it was not said: the provider sends some empty fields that the API
/// does not have.
pub(super) fn without_empty(body: Object) -> Object {
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
