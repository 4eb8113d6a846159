//! Values as the types that variables and schemas ask for.

use std::collections::BTreeMap;
use std::sync::Arc;

use codegen::schemas::Type;

use crate::value::{Evaluated, Number, Value};

/// What does not fit stays as it is: Terraform refuses it.
pub(super) fn convert(value: Value, ty: &Type) -> Evaluated {
    Ok(match (ty, value) {
        (_, value @ (Value::Null | Value::Opaque(_) | Value::Deferred(_) | Value::Unknown)) => {
            value
        }
        (Type::String, value) => value.text().map_or(value, Value::String),
        (Type::Number, Value::String(text)) => {
            Number::parse(&text).map_or(Value::String(text), Value::Number)
        }
        (Type::Bool, Value::String(text)) => match &*text {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => Value::String(text),
        },
        (Type::List(element), Value::List(items) | Value::Set(items)) => {
            Value::list(all(items.values(), element)?)?
        }
        (Type::Set(element), Value::List(items) | Value::Set(items)) => {
            Value::set(all(items.values(), element)?)?
        }
        (Type::Tuple(types), Value::List(items)) if types.len() == items.values().len() => {
            let items = items.values().iter().zip(types);
            let items = items.map(|(item, ty)| convert(item.clone(), ty));
            Value::list(items.collect::<Result<_, _>>()?)?
        }
        (Type::Map(element), Value::Map(entries)) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, it)| Ok((key.clone(), convert(it.clone(), element)?)));
            Value::map(entries.collect::<Result<_, _>>()?)?
        }
        (Type::Object(fields), Value::Map(entries)) => {
            let field = |name: &str| Ok(entries.get(name).cloned().unwrap_or(Value::Null));
            object(fields.iter().map(|(name, it)| (&**name, &it.ty)), field)?
        }
        (Type::Object(fields), Value::Instance(instance)) => {
            let field = |name: &str| instance.attribute(name);
            object(fields.iter().map(|(name, it)| (&**name, &it.ty)), field)?
        }
        (_, value) => value,
    })
}

fn all(items: &[Value], ty: &Type) -> Result<Vec<Value>, crate::value::Fault> {
    items.iter().map(|item| convert(item.clone(), ty)).collect()
}

fn object<'t>(
    fields: impl Iterator<Item = (&'t str, &'t Type)>,
    field: impl Fn(&str) -> Evaluated,
) -> Evaluated {
    let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for (name, ty) in fields {
        entries.insert(name.into(), convert(field(name)?, ty)?);
    }
    Value::map(entries)
}

/// A resource as a value of an argument: what is left of it is whether it changes.
pub(super) fn as_argument(value: Value) -> Value {
    match &value {
        Value::Instance(instance) => instance.whole(),
        _ => value,
    }
}
