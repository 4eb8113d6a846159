//! Changes of an identity, operation by operation, as the provider writes them (`scim/scim.go`, `PatchRequest…`).

use serde_json::{Value, json};

use crate::identity::scim::{no_attribute, put_values, values};
use crate::object::Object;
use crate::refused::Refused;

/// Attributes that are lists of values.
const LISTS: [&str; 3] = ["entitlements", "members", "roles"];

/// Applies a request to an identity of which only `allowed` attributes change.
pub(crate) fn apply(object: &mut Object, body: &Object, allowed: &[&str]) -> Result<(), Refused> {
    let operations = body.get("Operations").and_then(Value::as_array);
    let operations = operations.filter(|it| !it.is_empty());
    let operations = operations.ok_or_else(|| Refused::invalid("Operations are needed"))?;
    operations.iter().try_for_each(|operation| apply_one(object, operation, allowed))
}

fn apply_one(object: &mut Object, operation: &Value, allowed: &[&str]) -> Result<(), Refused> {
    let path = operation["path"].as_str().unwrap_or_default();
    let (attribute, one) = split(path);
    if !allowed.contains(&attribute) {
        return Err(no_attribute(attribute));
    }
    let told = &operation["value"];
    let op = operation["op"].as_str().unwrap_or_default().to_lowercase();
    if !LISTS.contains(&attribute) {
        return replace(object, &op, attribute, told);
    }
    let told: Vec<String> = one.map_or_else(|| listed(told), |one| vec![one.to_owned()]);
    let old = values(object, attribute);
    let new: Vec<String> = match op.as_str() {
        "add" => old.into_iter().chain(told).collect(),
        "replace" => told,
        "remove" if told.is_empty() => Vec::new(),
        "remove" => old.into_iter().filter(|value| !told.contains(value)).collect(),
        other => return Err(Refused::invalid(format!("invalidSyntax {other} is no operation"))),
    };
    put_values(object, attribute, &new);
    Ok(())
}

/// `members[value eq "1"]` is one value of an attribute.
fn split(path: &str) -> (&str, Option<&str>) {
    let Some((attribute, rest)) = path.split_once('[') else { return (path, None) };
    let one = rest.strip_prefix("value eq \"").and_then(|rest| rest.strip_suffix("\"]"));
    (attribute, one)
}

fn listed(told: &Value) -> Vec<String> {
    let mut list = Object::new();
    list.insert("list".to_owned(), told.clone());
    values(&list, "list")
}

fn replace(object: &mut Object, op: &str, field: &str, told: &Value) -> Result<(), Refused> {
    if op != "replace" {
        return Err(Refused::invalid(format!("invalidSyntax {field} can only be replaced")));
    }
    let told = told.get(0).map_or(told, |first| &first["value"]);
    let value = match (field, told) {
        ("active", Value::Bool(active)) => json!(active),
        ("active", Value::String(text)) if text == "true" => json!(true),
        ("active", Value::String(text)) if text == "false" => json!(false),
        ("active", other) => return Err(Refused::invalid(format!("active cannot be {other}"))),
        (_, other) => other.clone(),
    };
    object.insert(field.to_owned(), value);
    Ok(())
}
