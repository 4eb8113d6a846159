//! Attributes of identities, as SCIM has them.

use serde_json::{Value, json};

use crate::entity::Entity;
use crate::object::{Object, text};
use crate::refused::Refused;
use crate::world::World;

/// What is kept of a request. Entitlements are taken to be refused, groups and schemas to be passed over.
pub(crate) fn settle(object: &mut Object) {
    for field in ["entitlements", "groups", "meta", "schemas"] {
        object.remove(field);
    }
    let roles = values(object, "roles");
    put_values(object, "roles", &roles);
}

/// The values of a list of SCIM's complex values; an empty one is none.
pub(crate) fn values(object: &Object, field: &str) -> Vec<String> {
    let items = object.get(field).and_then(Value::as_array).into_iter().flatten();
    let values = items.filter_map(|item| item["value"].as_str()).filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}

/// Each once, in the order in which they came.
pub(crate) fn put_values(object: &mut Object, field: &str, values: &[String]) {
    let mut items: Vec<Value> = Vec::new();
    for value in values {
        let item = json!({ "value": value });
        if !items.contains(&item) {
            items.push(item);
        }
    }
    object.insert(field.to_owned(), json!(items));
}

/// An attribute that only a workspace knows. The provider's `databricks_entitlements` reads the words, and takes them
/// for success (`scim/resource_entitlement.go`): what it then reads back is not what was written.
pub(crate) fn has_no_entitlements(object: &Object, _: &World) -> Result<(), Refused> {
    if values(object, "entitlements").is_empty() {
        Ok(())
    } else {
        Err(no_attribute("entitlements"))
    }
}

pub(crate) fn no_attribute(path: &str) -> Refused {
    let message =
        format!("invalidPath No such attribute with the name : {path} in the current resource");
    Refused::invalid(message)
}

/// Of an account. The provider's documentation names the first, the account console both.
const ROLES: [&str; 2] = ["account_admin", "billing_admin"];

pub(crate) fn roles_are_known(object: &Object, _: &World) -> Result<(), Refused> {
    match values(object, "roles").iter().find(|role| !ROLES.contains(&role.as_str())) {
        Some(role) => Err(Refused::invalid(format!("{role} is no role of an account"))),
        None => Ok(()),
    }
}

/// Whether the object is asked for, rather than changed.
pub(crate) fn is_new(entity: &Entity, object: &Object, world: &World) -> bool {
    let id = text(object, entity.id).unwrap_or_default();
    world.object(entity.collection, id).is_none()
}

/// Another of the entity with the same name, whatever its case.
pub(crate) fn namesake<'a>(
    entity: &Entity,
    field: &str,
    object: &Object,
    world: &World<'a>,
) -> Option<&'a Object> {
    let name = text(object, field).unwrap_or_default();
    world.account.all(entity.collection).find(|other| {
        other[entity.id] != object[entity.id]
            && text(other, field).is_some_and(|it| it.eq_ignore_ascii_case(name))
    })
}
